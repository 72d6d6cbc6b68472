import type { Money } from '../money.ts';

export type LineContent = { amount: Money; payeeFingerprint: string | null; planVersionId: string };

/**
 * What an approval approves, as one canonical text; its SHA-256 in hex is the line's `contentHash`. The database makes
 * the same text on its own (function commission_content), so neither side can drift unnoticed.
 */
export const contentText = ({ amount, payeeFingerprint, planVersionId }: LineContent): string =>
  ['commission/1', amount.amountMinor.toString(), amount.currency, payeeFingerprint ?? '', planVersionId].join('\n');
