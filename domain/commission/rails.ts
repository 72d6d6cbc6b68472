/** The form of a file for the bank. */
export type BankFileForm = { ending: string; mediaType: string };

type RailFacts = {
  /** The only currency that it carries; null for one that carries all. */
  currency: string | null;
  /** null where no file is made. */
  file: BankFileForm | null;
};

/** The ways to move money. `manual`: a person transfers. `csv`: a table for the bank. */
const RAILS = {
  manual: { currency: null, file: null },
  csv: { currency: null, file: { ending: 'csv', mediaType: 'text/csv' } },
} as const satisfies Record<string, RailFacts>;

export type RailName = keyof typeof RAILS;

export const RAIL_NAMES = Object.keys(RAILS) as readonly RailName[];
