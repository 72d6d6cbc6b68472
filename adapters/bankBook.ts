import { isValidBIC, isValidIBAN } from 'ibantools';
import type { BankBook } from '../domain/payees/account.ts';

/** The register of IBANs by country and the form of a BIC, as the package bundles them. */
export const bankBook: BankBook = { isIban: (text) => isValidIBAN(text), isBic: isValidBIC };
