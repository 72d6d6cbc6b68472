import { beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Rail, RailAnswer, RailItem } from '../../adapters/rails/port.ts';
import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import { handOver } from '../../workflows/handOver.ts';

/** A rail under test with one released item for it, and how the run goes about it. */
export type OpenRail = () => Promise<{
  rail: Rail;
  item: RailItem;
  /** How often money has left for this key, as the far side of the rail knows it. */
  timesPaid: (key: string) => Promise<number>;
  /** The two activities of the run, with a rail that may be spoilt. */
  stepsWith: (rail: Rail) => RunSteps;
  /** Released items that it will never carry out, and why. */
  refuses: readonly { reason: RailRefusal; open: () => Promise<RailItem> }[];
  /** What has become of an item by our books. */
  itemState: (itemId: string) => Promise<string>;
}>;

type RunSteps = {
  submitItems: (itemIds: readonly string[], attempt: number) => Promise<void>;
  lookUpItems: (itemIds: readonly string[]) => Promise<readonly string[]>;
};

/** How long the run waits for an answer here; a slow rail takes longer. */
const PATIENCE_MS = 150;
const SLOW_MS = 400;

type Spoil = (rail: Rail) => Rail;
const lost = (what: string): Promise<RailAnswer> => Promise.reject(new Error(what));

/** The first `times` calls go wrong as `fault` says; the rest are as usual. */
const atFirst =
  (times: number, fault: (rail: Rail, item: RailItem, key: string) => Promise<RailAnswer>): Spoil =>
  (rail) => {
    let calls = 0;
    return {
      ...rail,
      submit: (item, key) => {
        calls += 1;
        return calls <= times ? fault(rail, item, key) : rail.submit(item, key);
      },
    };
  };

const FAULTS: readonly { name: string; spoil: Spoil }[] = [
  { name: 'drops requests', spoil: atFirst(2, () => lost('the request was lost')) },
  {
    name: 'does it and answers with an error',
    spoil: atFirst(2, async (rail, item, key) => {
      await rail.submit(item, key);
      return lost('the answer was lost');
    }),
  },
  {
    name: 'is too slow, and does it after all',
    spoil: atFirst(2, async (rail, item, key) => {
      await pause(SLOW_MS);
      return rail.submit(item, key);
    }),
  },
  {
    name: 'gets every request twice',
    spoil: (rail) => ({
      ...rail,
      submit: async (item, key) => {
        const [receipt] = await Promise.all([rail.submit(item, key), rail.submit(item, key)]);
        return receipt;
      },
    }),
  },
  {
    name: 'cannot be asked for a while',
    spoil: (rail) => {
      let asked = 0;
      return {
        ...atFirst(2, () => lost('the request was lost'))(rail),
        lookup: async (key) => {
          asked += 1;
          if (asked <= 2) throw new Error('no answer');
          return rail.lookup(key);
        },
      };
    },
  },
];

/** What every rail has to do, and what becomes of it in the hands of the run: one suite, run against each. */
export function railContract(name: string, open: OpenRail): void {
  describe(`the rail ${name}`, () => {
    let opened: Awaited<ReturnType<OpenRail>>;
    beforeEach(async () => {
      opened = await open();
    });
    const times = (): Promise<number> => opened.timesPaid(opened.item.itemId);

    it('pays once for a key, however often and at once it is asked', async () => {
      const { rail, item } = opened;
      const receipts = await Promise.all([1, 2, 3].map(() => rail.submit(item, item.itemId)));
      receipts.push(await rail.submit(item, item.itemId));
      expect(receipts[0]).toEqual({ reference: expect.any(String) });
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      expect(await times()).toBe(1);
    });

    it('knows afterwards what it was asked, and nothing else', async () => {
      const { rail, item } = opened;
      expect(await rail.lookup(item.itemId)).toBeUndefined();
      const receipt = await rail.submit(item, item.itemId);
      expect(await rail.lookup(item.itemId)).toEqual(receipt);
    });

    it('gives the same file for the same run', async () => {
      const { rail, item } = opened;
      await rail.submit(item, item.itemId);
      expect(await rail.bankFile(item.runId)).toBe(await rail.bankFile(item.runId));
    });

    it('refuses for good what it can never pay, as often as it is asked, and the run takes it back', async () => {
      const { rail, refuses, stepsWith, timesPaid, itemState } = opened;
      for (const { reason, open: openItem } of refuses) {
        const { itemId, ...item } = await openItem();
        for (const _time of [1, 2]) {
          expect(await rail.submit({ ...item, itemId }, itemId)).toEqual({ refused: reason });
        }
        expect(await rail.lookup(itemId)).toBeUndefined();
        await handOverWith(stepsWith(rail), itemId);
        expect([await timesPaid(itemId), await itemState(itemId)]).toEqual([0, 'refused']);
      }
    });

    it.each(FAULTS)('in the hands of the run pays exactly once when it $name', async ({ spoil }) => {
      const { rail, item } = opened;
      await handOverWith(opened.stepsWith(spoil(rail)), item.itemId);
      // What was slow is still on its way.
      await pause(SLOW_MS);
      expect(await times()).toBe(1);
      expect(await rail.lookup(item.itemId)).toBeDefined();
    });

    it('in the hands of the run pays nothing twice when it says yes and does nothing', async () => {
      const { rail, item } = opened;
      const liar: Rail = { ...rail, submit: () => Promise.resolve({ reference: 'trust me' }) };
      await handOverWith(opened.stepsWith(liar), item.itemId);
      // Only the bank can tell; its statement does not show the item, which stays open.
      expect(await times()).toBe(0);
      await handOverWith(opened.stepsWith(rail), item.itemId);
      expect(await times()).toBe(0);
    });
  });
}

/** The procedure of the workflow, with shorter waits. */
async function handOverWith({ submitItems, lookUpItems }: RunSteps, itemId: string): Promise<void> {
  await handOver({
    items: [itemId],
    attempt: async (items, number) => {
      const tooLate = pause(PATIENCE_MS).then(() => Promise.reject(new Error('too late')));
      try {
        await Promise.race([submitItems(items, number), tooLate]);
        return true;
      } catch {
        return false;
      }
    },
    unknownToRail: async (items) => {
      for (let asked = 1; ; asked += 1) {
        try {
          return await lookUpItems(items);
        } catch (error) {
          if (asked === 5) throw error;
        }
      }
    },
    pause: () => pause(10),
  });
}
