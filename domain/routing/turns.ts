import type { RoutingMode } from './rules.ts';

/** Who may take it, as a turn looks at them. `turn`: when they were last given one (null: never). */
export type Contender = { userId: string; open: number; weight: number; turn: number | null };

/**
 * What the rotation remembers of a turn: the next number of all turns, or how far this person moved on a scale on which
 * a heavier person moves less.
 */
export type TurnTaken = { by: 'next' } | { by: 'stride'; atLeast: number; stride: number };

/** How far a person of weight 1 moves with one turn. */
export const STRIDE = 1_000_000;

const byTurn = (one: Contender, other: Contender): number =>
  (one.turn ?? -1) - (other.turn ?? -1) || (one.userId < other.userId ? -1 : 1);

/** Who was away for long does not get all that was missed at once: nobody stands further back than one full turn. */
const placeOf = ({ turn }: Contender, furthest: number): number => Math.max(turn ?? 0, furthest - STRIDE);

const furthestOf = (contenders: readonly Contender[]): number =>
  Math.max(0, ...contenders.map(({ turn }) => turn ?? 0));

const ORDERS: Readonly<Record<RoutingMode, (contenders: readonly Contender[]) => Contender[]>> = {
  round_robin: (contenders) => [...contenders].sort(byTurn),
  least_open: (contenders) => [...contenders].sort((one, other) => one.open - other.open || byTurn(one, other)),
  weighted: (contenders) => {
    const furthest = furthestOf(contenders);
    return [...contenders].sort(
      (one, other) => placeOf(one, furthest) - placeOf(other, furthest) || byTurn(one, other),
    );
  },
};

/** Whose turn it is; undefined where nobody contends. */
export const inTurn = (mode: RoutingMode, contenders: readonly Contender[]): Contender | undefined =>
  ORDERS[mode](contenders)[0];

export const turnTaken = (mode: RoutingMode, contenders: readonly Contender[], taker: Contender): TurnTaken =>
  mode === 'weighted'
    ? {
        by: 'stride',
        atLeast: placeOf(taker, furthestOf(contenders)),
        stride: Math.round(STRIDE / Math.max(taker.weight, 1)),
      }
    : { by: 'next' };
