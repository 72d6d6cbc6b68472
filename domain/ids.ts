/** Every id of the product: a prefix that names the kind and 128 bits in lower-case Crockford base32. */
export const ID_PREFIXES = {
  referral: 'ref',
  program: 'prg',
  plan: 'pln',
  planVersion: 'pv',
  policyVersion: 'pol',
  partner: 'prt',
  company: 'cpy',
  commission: 'com',
  split: 'spl',
  run: 'run',
  item: 'itm',
  case: 'cas',
  command: 'cmd',
  apiKey: 'key',
  event: 'evt',
  user: 'usr',
  contact: 'cnt',
  message: 'msg',
  file: 'fil',
  rule: 'rul',
  absence: 'abs',
  calendar: 'cal',
  merge: 'mrg',
  payee: 'pye',
  taxProfile: 'tax',
  taxForm: 'frm',
  agreement: 'agr',
  document: 'doc',
  vendor: 'vnd',
  objection: 'obj',
  partnerInvoice: 'pin',
  statement: 'stm',
  rate: 'rat',
  refund: 'rfd',
  payment: 'pmt',
  invoice: 'inv',
  correction: 'cor',
  reconciliation: 'rcn',
  finding: 'rcf',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ENCODED_LENGTH = 26;
const ID_BODY = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** 16 bytes (a UUIDv7) → 26 characters that sort as the bytes do. */
export function encodeId(kind: IdKind, bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let position = 0; position < ENCODED_LENGTH; position += 1) {
    text = (ALPHABET[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return `${ID_PREFIXES[kind]}_${text}`;
}

/** Whether a text has the shape of an id of this kind; says nothing about existence. */
export const isId = (kind: IdKind, text: string): boolean => {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return text.startsWith(prefix) && ID_BODY.test(text.slice(prefix.length));
};
