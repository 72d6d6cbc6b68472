/** The version that was on screen travels along, as the API names it in `ETag`: nobody overwrites what a colleague has just entered. */
export const ifMatch = ({ version }: { version: number }) => ({ 'If-Match': `"v${String(version)}"` });
