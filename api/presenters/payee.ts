import type { z } from 'zod';
import type { PayeeRecord, PayeeVersion } from '../../adapters/database/payeePort.ts';
import { isFinance, mayDecideOnPayee } from '../../domain/approval/payees.ts';
import { payeeProblem } from '../../domain/payees/state.ts';
import { taxProblem } from '../../domain/tax/profile.ts';
import { separationSentence } from '../../domain/texts/moneyWords.ts';
import { payeeSentence } from '../../domain/texts/payeeWords.ts';
import { commandActorOf, type PersonCaller } from '../auth/caller.ts';
import { etagOf } from '../etag.ts';
import type { Reply } from '../route.ts';
import type { Payee } from '../schemas/payees.ts';
import { versionLog } from './versionLog.ts';

type PayeeView = z.output<typeof Payee>;

const presentVersion = ({ changedBy: _by, unmasked: _unmasked, decision, ...version }: PayeeVersion) => ({
  ...version,
  verifiedAt: decision?.kind === 'verified' ? decision.at : null,
});

const withReadings = ({ unmasked, ...version }: PayeeVersion) => ({
  ...version,
  readings: unmasked.map((one) => ({ ...one, what: 'unmasked' as const })),
});

function forFinance(record: PayeeRecord, caller: PersonCaller): Pick<PayeeView, 'mayVerify' | 'sharedWith'> {
  if (caller.partnerId !== null) return {};
  const { sharedWith } = record;
  const current = record.versions.find(({ version }) => version === record.inForce);
  if (!isFinance(commandActorOf(caller)) || current === undefined) return { sharedWith };
  const { allowed } = mayDecideOnPayee(commandActorOf(caller), { changedBy: current.changedBy.id });
  const why = allowed ? null : separationSentence('edited_payee', caller.language);
  return { sharedWith, mayVerify: { allowed, why } };
}

export function presentPayee(record: PayeeRecord, { caller, now }: { caller: PersonCaller; now: Date }): PayeeView {
  const { partnerId, partnerName, revision, versions, inForce, tax } = record;
  const current = versions.find(({ version }) => version === inForce) ?? null;
  const [latest] = versions;
  const isPartner = caller.partnerId !== null;
  const problem = payeeProblem(
    current === null
      ? null
      : { verified: current.decision?.kind === 'verified', coolingOffUntil: current.coolingOffUntil },
    now,
  );
  const { language, zone } = caller;
  return {
    partnerId,
    partnerName,
    problem,
    sentence: payeeSentence(problem, current?.coolingOffUntil ?? null, { language, zone, now, forPartner: isPartner }),
    current: current === null ? null : presentVersion(current),
    tax: {
      form: tax.verified?.form ?? null,
      validUntil: tax.verified?.validUntil ?? null,
      problem: taxProblem(tax, now),
    },
    refused:
      latest?.decision?.kind === 'refused'
        ? { account: latest.account, at: latest.decision.at, reason: latest.decision.reason }
        : null,
    log: versionLog(versions.map(withReadings), isPartner),
    ...forFinance(record, caller),
    version: revision,
  };
}

export const payeeReply = (record: PayeeRecord, reading: { caller: PersonCaller; now: Date }): Reply => ({
  status: 200,
  headers: { ETag: etagOf(record.revision) },
  body: presentPayee(record, reading),
});
