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

type PayeeView = z.output<typeof Payee>;
type Entry = PayeeView['log'][number];

const presentVersion = ({ changedBy: _by, unmasked: _unmasked, decision, ...version }: PayeeVersion) => ({
  ...version,
  verifiedAt: decision?.kind === 'verified' ? decision.at : null,
});

/** A partner reads that finance has decided and why, not who, and not who has looked at it. */
function logOf(versions: readonly PayeeVersion[], isPartner: boolean): Entry[] {
  const entries = versions.flatMap(({ version, changedAt, changedBy, decision, unmasked }): Entry[] => [
    { at: changedAt, what: 'changed', version, by: changedBy, reason: null },
    ...(decision === null
      ? []
      : [
          {
            at: decision.at,
            what: decision.kind,
            version,
            by: isPartner ? null : decision.by,
            reason: decision.reason,
          },
        ]),
    ...(isPartner ? [] : unmasked).map(({ at, by, reason }) => ({
      at,
      what: 'unmasked' as const,
      version,
      by,
      reason,
    })),
  ]);
  return entries.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

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
    log: logOf(versions, isPartner),
    ...forFinance(record, caller),
    version: revision,
  };
}

export const payeeReply = (record: PayeeRecord, reading: { caller: PersonCaller; now: Date }): Reply => ({
  status: 200,
  headers: { ETag: etagOf(record.revision) },
  body: presentPayee(record, reading),
});
