/** The day on which the tests run, in UTC: a deal was closed and money was paid by then, and not before they began. */
export const TODAY = new Date().toISOString().slice(0, 10);
