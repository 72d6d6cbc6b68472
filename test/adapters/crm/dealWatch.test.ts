import { describe, expect, it } from '@jest/globals';
import { createDealWatch } from '../../../adapters/crm/dealWatch.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import type { ParallelDeals } from '../../../adapters/database/parallelDealsPort.ts';
import { AppError } from '../../../domain/errors.ts';

const link = (id: string) => ({ id, referralNumber: `R-${id}`, dealId: `D-${id}` });

/** Links that wait to be written, and a CRM that takes some of them. */
function waiting(ids: readonly string[], answer: (number: string) => Promise<void>) {
  const written: string[] = [];
  const asked: string[] = [];
  const left: [string, string | null][] = [];
  const deals = {
    unwritten: () => Promise.resolve(ids.map(link)),
    written: (id: string) => Promise.resolve(void written.push(id)),
    notWritten: (id: string, refusal: string | null) => Promise.resolve(void left.push([id, refusal])),
  } as unknown as ParallelDeals;
  const linkDeal: Crm['linkDeal'] = ({ referralNumber }) => {
    asked.push(referralNumber);
    return answer(referralNumber);
  };
  const crm = { linkDeal } as unknown as Crm;
  return {
    watch: createDealWatch({ crm, deals, questions: { userIdsOf: () => Promise.resolve([]) } }),
    written,
    left,
    asked,
  };
}

const silent = () => Promise.reject(new AppError({ code: 'crm_unavailable' }));

describe('links that the CRM has not taken yet', () => {
  it('are each tried: one that is refused for good keeps none of the others, and is noted as refused', async () => {
    const { watch, written, left } = waiting(['a', 'b', 'c'], (number) =>
      number === 'R-a' ? Promise.reject(new RangeError('no such deal')) : Promise.resolve(),
    );
    expect(await watch.writeLinks()).toBe(true);
    expect(written).toEqual(['b', 'c']);
    expect(left).toEqual([['a', 'RangeError']]);
  });

  it('wait for the next hour where the CRM is silent about one, and the others are written', async () => {
    const { watch, written, left } = waiting(['a', 'b', 'c'], (number) =>
      number === 'R-b' ? silent() : Promise.resolve(),
    );
    expect(await watch.writeLinks()).toBe(false);
    expect(written).toEqual(['a', 'c']);
    expect(left).toEqual([['b', null]]);
  });

  it('are tried again as a whole after what passes by itself, and nothing is said to be refused', async () => {
    const { watch, left } = waiting(['a'], () => Promise.reject(new AppError({ code: 'unavailable' })));
    await expect(watch.writeLinks()).rejects.toMatchObject({ code: 'unavailable' });
    expect(left).toEqual([]);
  });

  it('are left alone after three silences: the CRM is away', async () => {
    const { watch, asked } = waiting(['a', 'b', 'c', 'd', 'e'], silent);
    expect(await watch.writeLinks()).toBe(false);
    expect(asked).toHaveLength(3);
  });
});
