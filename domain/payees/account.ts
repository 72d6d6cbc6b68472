/**
 * Where the money of a partner goes. `iban`: a transfer in SEPA or abroad, `ach`: one within the United States; `country` is
 * that of the holder. `manual`: a person pays as it was agreed.
 */
export type PayeeAccount =
  | { kind: 'iban'; holder: string; iban: string; bic: string | null; country: string }
  | {
      kind: 'ach';
      holder: string;
      routingNumber: string;
      accountNumber: string;
      accountType: 'checking' | 'savings';
    }
  | { kind: 'stripe'; accountId: string }
  | { kind: 'manual'; holder: string; instructions: string };

export type PayeeMethod = PayeeAccount['kind'];

export const PAYEE_METHODS = ['iban', 'ach', 'stripe', 'manual'] as const satisfies readonly PayeeMethod[];

/** What the registers of the banks know; a library behind it. */
export type BankBook = {
  /** Length, form and check digits of its country. */
  isIban(text: string): boolean;
  isBic(text: string): boolean;
};

export type AccountField = 'iban' | 'bic' | 'routingNumber' | 'accountNumber' | 'accountId';

const ACCOUNT_NUMBER = /^\d{4,17}$/;
const STRIPE_ACCOUNT = /^acct_[A-Za-z0-9]{8,64}$/;

/** The third, sixth and ninth digit count once, the others three and seven times: the sum ends in 0. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = Array.from(text, Number).reduce((total, digit, place) => total + digit * (weights[place % 3] ?? 0), 0);
  return sum % 10 === 0;
}

const solid = (text: string): string => text.replaceAll(/[\s.-]/g, '').toUpperCase();

/** The same account, however it was typed: without spaces in its numbers, in capitals. */
export function canonicalAccount(account: PayeeAccount): PayeeAccount {
  switch (account.kind) {
    case 'iban':
      return { ...account, iban: solid(account.iban), bic: account.bic === null ? null : solid(account.bic) };
    case 'ach':
      return { ...account, routingNumber: solid(account.routingNumber), accountNumber: solid(account.accountNumber) };
    case 'stripe':
    case 'manual':
      return account;
    default:
      return account satisfies never;
  }
}

/** The fields of a canonical account that cannot be right: nothing is paid to a number with a slip in it. */
export function wrongFieldsOf(account: PayeeAccount, bankBook: BankBook): AccountField[] {
  switch (account.kind) {
    case 'iban':
      return [
        ...(bankBook.isIban(account.iban) ? [] : (['iban'] as const)),
        ...(account.bic === null || bankBook.isBic(account.bic) ? [] : (['bic'] as const)),
      ];
    case 'ach':
      return [
        ...(isRoutingNumber(account.routingNumber) ? [] : (['routingNumber'] as const)),
        ...(ACCOUNT_NUMBER.test(account.accountNumber) ? [] : (['accountNumber'] as const)),
      ];
    case 'stripe':
      return STRIPE_ACCOUNT.test(account.accountId) ? [] : ['accountId'];
    case 'manual':
      return [];
    default:
      return account satisfies never;
  }
}

/** What the fingerprint of a canonical account is made of. Never changed: approvals hang on it. */
export function accountText(account: PayeeAccount): string {
  switch (account.kind) {
    case 'iban':
      return lines(account.kind, account.holder, account.iban, account.bic ?? '', account.country);
    case 'ach':
      return lines(account.kind, account.holder, account.routingNumber, account.accountNumber, account.accountType);
    case 'stripe':
      return lines(account.kind, account.accountId);
    case 'manual':
      return lines(account.kind, account.holder, account.instructions);
    default:
      return account satisfies never;
  }
}

/** As a JSON array: no text in one field can look like the next field. */
const lines = (...parts: string[]): string => JSON.stringify(['payee/1', ...parts]);

const tail = (text: string): string => text.slice(-4);

/** `DE•• •••• •••• 3000`: enough for its holder to recognise it, and of no use to anybody else. */
export function maskedAccount(account: PayeeAccount): string {
  switch (account.kind) {
    case 'iban':
      return `${account.iban.slice(0, 2)}•• •••• •••• ${tail(account.iban)}`;
    case 'ach':
      return `•••• ${tail(account.accountNumber)}`;
    case 'stripe':
      return `acct_•••• ${tail(account.accountId)}`;
    case 'manual':
      return '••••';
    default:
      return account satisfies never;
  }
}

/** `Brightwater Consulting GmbH` → `B•••• C•••• G••••`; Stripe knows its holders itself. */
export const maskedHolder = (account: PayeeAccount): string | null =>
  account.kind === 'stripe'
    ? null
    : account.holder
        .split(/\s+/)
        .map((word) => `${Array.from(word)[0] ?? ''}••••`)
        .join(' ');
