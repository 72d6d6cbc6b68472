import type { z } from 'zod';
import type { CasePerson, CaseRecord } from '../../adapters/database/caseReadsPort.ts';
import { interestedInRivals } from '../../domain/approval/interest.ts';
import { CASE_ACTIONS, caseCommandsIn, isUndecided } from '../../domain/cases/caseState.ts';
import type { CasePromise, CaseState } from '../../domain/cases/caseState.ts';
import { involvedIn, involvedInDeal, possibleDeciders } from '../../domain/cases/decider.ts';
import type { Involved } from '../../domain/cases/decider.ts';
import { effectsOf } from '../../domain/cases/kinds.ts';
import { nextPromise } from '../../domain/cases/promises.ts';
import { mayCommandCase } from '../../domain/cases/rights.ts';
import type { CaseSubject } from '../../domain/cases/rights.ts';
import { formatDuration } from '../../domain/duration.ts';
import { caseKindLabel, caseSentence, involvementText } from '../../domain/texts/caseSentence.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import { etagOf } from '../etag.ts';
import type { Reply } from '../route.ts';
import type { Case } from '../schemas/cases.ts';

type CaseView = z.output<typeof Case>;

const submittersOf = ({ submitterIds }: CaseRecord): string[] => submitterIds.filter((id) => id !== null);

export const caseSubjectOf = (record: CaseRecord): CaseSubject => ({
  partnerId: record.partnerId,
  submitterIds: submittersOf(record),
  openedBy: record.openedBy.id,
});

export const involvedOf = (record: CaseRecord): Involved[] =>
  record.beside === null
    ? involvedIn(record.decisions, submittersOf(record), interestedInRivals(record.rivals, record.managerId))
    : involvedInDeal(
        {
          ownerId: record.beside.owner.id,
          answeredBy: record.beside.answer?.by?.id ?? null,
          decidedBy: record.decidedBy?.id ?? null,
        },
        submittersOf(record),
      );

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

const presentPromise = ({ kind, startedAt, dueAt, state, metAt }: CasePromise, now: Date) => ({
  kind,
  startedAt: isoOf(startedAt),
  dueAt: isoOf(dueAt),
  state,
  remaining: state === 'running' ? formatDuration(dueAt - now.getTime()) : null,
  metAt: metAt === null ? null : isoOf(metAt),
});

function actionsOf({ record, caller, people }: Args): CaseView['actions'] {
  if (caller.kind === 'api_key' && !caller.scopes.includes('referrals:write')) return [];
  const asked = {
    kind: record.kind,
    actor: commandActorOf(caller),
    isKey: caller.kind === 'api_key',
    subject: caseSubjectOf(record),
    involved: involvedOf(record),
    people,
  };
  return caseCommandsIn(record.story.state)
    .filter((command) => mayCommandCase({ ...asked, command }).allowed)
    .map((command) => CASE_ACTIONS[command]);
}

function nextAction({ story }: CaseRecord): CaseView['next']['action'] {
  if (story.state === 'open') return 'answer';
  if (isUndecided(story.state)) return 'decide';
  return story.state === 'decided' ? 'second-look' : 'none';
}

function whoIsNext(story: CaseState, internal: boolean): string | null {
  if (story.state === 'decided') return 'partner';
  if (!isUndecided(story.state) || !internal) return null;
  return story.state === 'open' ? (story.answererId ?? story.deciderId) : story.deciderId;
}

type Args = { record: CaseRecord; caller: Caller; people: readonly CasePerson[]; now: Date };

/** Who may decide, and whose work it would be but for the part they took. */
function presentDeciders({
  record,
  caller,
  people,
}: Args): Pick<CaseView, 'mayDecide'> & { barred: NonNullable<CaseView['barred']> } {
  const { eligible, barred } = possibleDeciders({ kind: record.kind, people, involved: involvedOf(record) });
  return {
    mayDecide: eligible.map(({ userId, name }) => ({ id: userId, name })),
    barred: barred.map(({ userId, why }) => ({
      id: userId,
      name: people.find((person) => person.userId === userId)?.name ?? null,
      why,
      reasons: why.map((one) => involvementText(one, caller.language)),
    })),
  };
}

function decisionOf(
  { story, decidedAt, decidedBy, reason, deal, adjustment }: CaseRecord,
  internal: boolean,
): CaseView['decision'] {
  const { outcome, effect } = story;
  if (outcome === null || effect === null || decidedAt === null) return null;
  return { outcome, effect, reason, at: decidedAt, by: internal ? decidedBy : null, deal, adjustment };
}

/** The one form of a case in answers. A partner reads what was said to it, and nothing of who did what in the house. */
export function presentCase(args: Args): CaseView {
  const { record, caller, now } = args;
  const { story } = record;
  const internal = caller.partnerId === null;
  const deciders = internal ? presentDeciders(args) : undefined;
  const promise = nextPromise(story);
  const barred = deciders?.barred.map(({ id, name, reasons }) => `${name ?? id}: ${reasons.join(', ')}`).join('; ');
  return {
    id: record.id,
    number: record.number,
    referralId: record.referralId,
    referralNumber: record.referralNumber,
    companyName: record.companyName,
    partnerId: record.partnerId,
    partnerName: record.partnerName,
    programId: record.programId,
    kind: record.kind,
    kindLabel: caseKindLabel(record.kind, caller.language),
    state: story.state,
    round: story.round,
    openedAt: record.openedAt,
    openedBy: record.openedBy,
    note: record.note,
    clocks: story.promises.map((one) => presentPromise(one, now)),
    answer: record.answer,
    decision: decisionOf(record, internal),
    earlierDecision: record.earlierDecision,
    secondLook: record.secondLook,
    secondLookUntil: story.secondLookUntil === null ? null : isoOf(story.secondLookUntil),
    next: {
      sentence: caseSentence({
        state: story,
        reader: internal ? 'internal' : 'partner',
        decider: record.decider?.name ?? undefined,
        adjustment: record.adjustment,
        reason: record.reason ?? undefined,
        barred: barred === '' ? undefined : barred,
        language: caller.language,
        zone: caller.zone,
        now,
      }),
      action: nextAction(record),
      who: whoIsNext(story, internal),
      dueAt: promise !== undefined && isUndecided(story.state) ? isoOf(promise.dueAt) : null,
    },
    actions: actionsOf(args),
    ...(deciders === undefined
      ? {}
      : {
          decider: record.decider,
          unassigned: story.unassigned,
          reservedPlace: record.reserved,
          effects: [...effectsOf(record.kind, 'upheld')],
          ...(record.beside === null ? {} : { beside: record.beside }),
          ...deciders,
        }),
    version: record.version,
  };
}

export const caseReply = (args: Args, status = 200): Reply => ({
  status,
  headers: {
    ETag: etagOf(args.record.version),
    ...(status === 201 ? { Location: `/v1/cases/${args.record.id}` } : {}),
  },
  body: presentCase(args),
});
