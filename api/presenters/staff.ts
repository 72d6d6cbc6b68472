import type { AbsenceRecord, RuleRecord } from '../../adapters/database/staffPort.ts';
import { etagOf } from '../etag.ts';

export const presentAbsence = ({ from, to, ...absence }: AbsenceRecord) => ({
  ...absence,
  from: from.toISOString(),
  to: to.toISOString(),
});

export const ruleHeaders = ({ version }: RuleRecord): Record<string, string> => ({ ETag: etagOf(version) });
