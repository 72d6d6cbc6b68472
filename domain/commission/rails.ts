/** The form of a file for the bank. */
export type BankFileForm = { ending: string; mediaType: string };

type RailFacts = {
  /** The only currency that it carries; null for one that carries all. */
  currency: string | null;
  /** null where no file is made. */
  file: BankFileForm | null;
};

/**
 * The ways to move money. `manual`: a person transfers. `csv`: a table for the bank. `sepa`: a credit transfer file (ISO 20022
 * pain.001.001.09). `nacha`: a file of the ACH network in the United States. `stripe`: a transfer to a connected account.
 */
const RAILS = {
  manual: { currency: null, file: null },
  csv: { currency: null, file: { ending: 'csv', mediaType: 'text/csv' } },
  sepa: { currency: 'EUR', file: { ending: 'xml', mediaType: 'application/xml' } },
  nacha: { currency: 'USD', file: { ending: 'ach', mediaType: 'text/plain' } },
  stripe: { currency: null, file: null },
} as const satisfies Record<string, RailFacts>;

export type RailName = keyof typeof RAILS;

export const RAIL_NAMES = Object.keys(RAILS) as [RailName, ...RailName[]];

/** @param name of a run; one that is not known here has neither */
export const railFacts = (name: string): RailFacts => (isRail(name) ? RAILS[name] : { currency: null, file: null });

const isRail = (name: string): name is RailName => Object.hasOwn(RAILS, name);
