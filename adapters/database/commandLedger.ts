import { interestedInRivals } from '../../domain/approval/interest.ts';
import type { Place } from '../../domain/approval/interest.ts';
import { mayCommand } from '../../domain/approval/rights.ts';
import type { CommandSubject } from '../../domain/approval/rights.ts';
import type { Verdict } from '../../domain/matching/verdict.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { Outcome } from '../../domain/referral/storyState.ts';
import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import type { CommandLedger, PendingArgs, PendingCommand } from './storyPort.ts';

/** As many as one referral can be given while nobody hears; the relay brings the others. */
const PENDING_MAX = 50;

/** Rows of raw commands carry the referral's id, so that a free choice of command ids cannot meet one of ours. */
const rawRowId = (referralId: string, commandId: string): string => `${referralId}:${commandId}`;

export const createCommandLedger = (database: Database): CommandLedger => ({
  // A row that a raw command left behind was authorised by nobody: naming its id proves nothing.
  match: ({ referralId, command }) =>
    guarded(async () => {
      const rows = await database.$queryRaw<{ same: boolean; waitedMs: number }[]>`
        SELECT (source <> 'temporal' AND name = ${command.name} AND referral_id = ${referralId} AND actor = ${JSON.stringify(command.actor)}::jsonb
          AND payload->'message' = ${JSON.stringify(command.payload)}::jsonb) AS same,
          greatest(round(extract(epoch FROM clock_timestamp() - created_at) * 1000), 0)::float8 AS "waitedMs"
        FROM commands WHERE id = ${command.commandId}`;
      if (rows[0] === undefined) return { says: 'none' };
      return rows[0].same ? { says: 'same', waitedMs: rows[0].waitedMs } : { says: 'different' };
    }),

  recordRaw: async ({ referralId, command, texts }) => {
    const id = rawRowId(referralId, command.commandId);
    return guarded(async () => {
      await database.command.createMany({
        data: [
          {
            id,
            referralId,
            workflowId: `referral:${referralId}`,
            name: command.name,
            actor: command.actor,
            payload: { message: command.payload, texts },
            source: 'temporal',
          },
        ],
        skipDuplicates: true,
      });
      return id;
    });
  },

  pending: (args) => pendingCommands(database, args),

  mayCommand: ({ referralId, command }) =>
    guarded(async () => {
      const [user, referral, confirmed] = await Promise.all([
        command.actor.kind === 'user'
          ? database.user.findFirst({ where: { id: command.actor.id, active: true } })
          : null,
        findSubject(database, referralId),
        'confirms' in command.payload ? findConfirmed(database, command.payload.confirms) : null,
      ]);
      if (user === null) return { allowed: false, code: 'forbidden', why: 'Nobody here has this id.' };
      return mayCommand({
        actor: { userId: user.id, roles: user.roles, partnerId: user.partnerId },
        referral,
        command: command.name,
        payload: command.payload,
        confirmedActorId: (confirmed?.actor as { id: string } | undefined)?.id,
      });
    }),
});

const findConfirmed = (database: Database, commandId: string | undefined) =>
  commandId === undefined ? null : database.command.findUnique({ where: { id: commandId } });

async function findSubject(database: Database, referralId: string): Promise<CommandSubject> {
  const referral = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const [partner, around] = await Promise.all([
    database.partner.findUniqueOrThrow({ where: { id: referral.partnerId } }),
    database.$queryRaw<
      { deputies: string[]; rivals: Place[] }[]
    >`SELECT deputies_of(${referral.ownerId}, now()) AS deputies,
      CASE ${referral.stage} WHEN 'in_review' THEN rivals_of(${referralId}) ELSE '[]' END AS rivals`,
  ]);
  const submittedBy = referral.submittedBy as { id: string; onBehalfOf?: string };
  return {
    stage: referral.stage as Stage,
    leftStage: (referral.outcome as Outcome | null)?.from ?? null,
    partnerId: referral.partnerId,
    ownerId: referral.ownerId,
    deputyIds: around[0]?.deputies ?? [],
    managerId: partner.managerId,
    unassigned: referral.unassigned,
    submittedByUserId: submittedBy.id,
    onBehalfOfUserId: submittedBy.onBehalfOf ?? null,
    interestedIds: [
      ...((referral.verdict as Verdict | null)?.vendor?.interested ?? []),
      ...interestedInRivals(around[0]?.rivals ?? [], partner.managerId).map(({ userId }) => userId),
    ],
  };
}

function pendingCommands(database: Database, { workflowId, waitedMs }: PendingArgs): Promise<PendingCommand[]> {
  return guarded(async () => {
    const rows = await database.$queryRaw<
      (PendingCommand['given'] & { name: PendingCommand['name']; message: object })[]
    >`
      SELECT id AS "commandId", name, actor, payload->'message' AS message FROM commands
      WHERE workflow_id = ${workflowId} AND state = 'pending' AND source <> 'temporal'
        AND created_at <= clock_timestamp() - make_interval(secs => ${waitedMs}::float8 / 1000)
      ORDER BY created_at, id LIMIT ${PENDING_MAX}`;
    return rows.map(({ name, message, commandId, actor }) => ({ name, given: { ...message, commandId, actor } }));
  });
}
