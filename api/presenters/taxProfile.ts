import type { z } from 'zod';
import type { TaxRecord, TaxVersion } from '../../adapters/database/taxPort.ts';
import { taxProblem } from '../../domain/tax/profile.ts';
import { taxSentence } from '../../domain/texts/taxWords.ts';
import type { PersonCaller } from '../auth/caller.ts';
import { etagOf } from '../etag.ts';
import type { Reply } from '../route.ts';
import type { TaxProfile } from '../schemas/tax.ts';
import { versionLog } from './versionLog.ts';

type TaxView = z.output<typeof TaxProfile>;

const presentVersion = ({ changedBy: _by, readings: _readings, decision, ...version }: TaxVersion) => ({
  ...version,
  verifiedAt: decision?.kind === 'verified' ? decision.at : null,
});

function presentTaxProfile(record: TaxRecord, { caller, now }: { caller: PersonCaller; now: Date }): TaxView {
  const { partnerId, partnerName, revision, versions, inForce } = record;
  const { language, zone } = caller;
  const current = versions.find(({ version }) => version === inForce) ?? null;
  const [latest] = versions;
  const isPartner = caller.partnerId !== null;
  const problem = taxProblem({ pending: latest?.decision === null, verified: current }, now);
  const reading = { language, zone, now, forPartner: isPartner };
  return {
    partnerId,
    partnerName,
    problem,
    sentence: taxSentence(problem, current?.validUntil ?? null, reading),
    current: current === null ? null : presentVersion(current),
    pending: latest?.decision === null ? presentVersion(latest) : null,
    refused: latest?.decision?.kind === 'refused' ? { at: latest.decision.at, reason: latest.decision.reason } : null,
    log: versionLog(versions, isPartner),
    version: revision,
  };
}

export const taxReply = (record: TaxRecord, reading: { caller: PersonCaller; now: Date }): Reply => ({
  status: 200,
  headers: { ETag: etagOf(record.revision) },
  body: presentTaxProfile(record, reading),
});
