import { isUndecided } from '../cases/caseState.ts';
import type { CaseState } from '../cases/caseState.ts';
import type { CaseAdjustment } from '../cases/step.ts';
import type { Involvement } from '../cases/decider.ts';
import type { CaseKind } from '../cases/kinds.ts';
import { isOwed, nextPromise } from '../cases/promises.ts';
import { CATALOGUES } from './catalogue.ts';
import { quoted } from './facts.ts';
import { createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';
import type { ReadingArgs } from './sentence.ts';
import type { CaseSituation, Reader } from './shape.ts';

const RIGHT: Readonly<Record<string, CaseSituation>> = {
  reinstate: 'reinstated',
  credit: 'credited',
  adjust: 'adjusted',
};

/** A deal beside a registration is nothing that the partner has said to be wrong. */
const OF_DEAL: Readonly<Partial<Record<CaseSituation, CaseSituation>>> = {
  open: 'deal_found',
  answered: 'deal_answered',
  right: 'deal_linked',
  rejected: 'deal_other',
  final: 'deal_other_final',
};

/** What a case waits for or has come to: computed from its state and from nothing else. */
function caseSituation({ state, reader, adjustment }: Pick<Args, 'state' | 'reader' | 'adjustment'>): CaseSituation {
  const situation = situationOf(state);
  // Who asked for more and is owed less was not right.
  if (situation === 'adjusted' && adjustment && adjustment.amount.amount < 0) return 'lowered';
  if (state.kind !== 'parallel_deal') return situation;
  if (situation === 'unassigned' && reader === 'partner') return 'deal_found';
  return OF_DEAL[situation] ?? situation;
}

function situationOf(state: CaseState): CaseSituation {
  if (state.state === 'withdrawn') return 'withdrawn';
  if (state.settled === true) return 'settled';
  if (!isUndecided(state.state)) {
    if (state.outcome === 'upheld') return RIGHT[state.effect ?? ''] ?? 'right';
    return state.state === 'decided' ? 'rejected' : 'final';
  }
  if (state.promises.some((promise) => promise.state === 'breached' && isOwed(promise))) return 'late';
  if (state.unassigned) return 'unassigned';
  if (state.state === 'second_look') return 'second_look';
  return state.state === 'answered' ? 'answered' : 'open';
}

type Args = ReadingArgs & {
  state: CaseState;
  reader: Reader;
  decider: string | undefined;
  /** What the decision does to a line. */
  adjustment?: Pick<CaseAdjustment, 'amount'> | null | undefined;
  /** What the decider wrote to the partner. */
  reason: string | undefined;
  /** Names with reasons, in words. */
  barred: string | undefined;
};

export function caseSentence(args: Args): string {
  const { state, reader, language = DEFAULT_LANGUAGE } = args;
  const format = createFormat({ language, zone: args.zone, now: args.now });
  const promise = nextPromise(state);
  const iso = (timeMs: number | null | undefined): string | undefined =>
    timeMs === null || timeMs === undefined ? undefined : new Date(timeMs).toISOString();
  return CATALOGUES[language].cases.sentences[reader][caseSituation(args)]({
    decider: quoted(args.decider),
    dueAt: format.moment(iso(promise?.dueAt)),
    until: format.moment(iso(state.secondLookUntil)),
    reason: quoted(args.reason),
    barred: args.barred,
  });
}

export const caseKindLabel = (kind: CaseKind, language: Language = DEFAULT_LANGUAGE): string =>
  CATALOGUES[language].cases.kinds[kind];

export const involvementText = (why: Involvement, language: Language = DEFAULT_LANGUAGE): string =>
  CATALOGUES[language].cases.involvements[why];
