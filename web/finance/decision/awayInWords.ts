import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { dayInWords } from '../../ui/time.ts';

/** Each approver of a line who is away: until when, and who stands in. */
export const awayInWords = (approvers: Commission['approvers']): string[] =>
  (approvers?.eligible ?? []).flatMap(({ name, away }) =>
    away === null ? [] : [texts.finance.line.awayUntil(name, dayInWords(away.until), away.standIn?.name ?? null)],
  );
