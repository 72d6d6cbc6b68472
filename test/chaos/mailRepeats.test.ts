import { describe, expect, it } from '@jest/globals';
import type { MailMode } from '../../scripts/bench/installation.ts';
import { repeatFinding, repeatsOf } from '../../scripts/chaos/invariants/mails.ts';
import { findingRows } from '../../scripts/chaos/verdict.ts';

const mail = (at: number, mode: MailMode = 'accept', id = 'evt_1.accepted.usr_1@x.example') => ({ id, mode, at });
const killed = (name: string, at: number) => ({ name, at });

describe('a mail that came a second time', () => {
  it.each([
    { cause: 'answer lost', first: mail(0, 'lose'), kills: [] },
    { cause: 'worker killed', first: mail(0), kills: [killed('worker', 1_000)] },
    { cause: 'PostgreSQL killed', first: mail(0), kills: [killed('PostgreSQL', 1_000)] },
    { cause: 'no cause', first: mail(0), kills: [] },
    { cause: 'no cause', first: mail(0), kills: [killed('API', 1_000), killed('Temporal', 1_000)] },
    { cause: 'no cause', first: mail(2_000), kills: [killed('worker', 1_000)] },
    { cause: 'no cause', first: mail(0), kills: [killed('worker', 4_000)] },
  ])('is put down to what happened between the two: $cause', ({ cause, first, kills }) => {
    expect(repeatsOf([first, mail(3_000)], kills)).toEqual([{ id: first.id, cause }]);
  });

  it('is one of the same id only, and each copy has a cause of its own', () => {
    expect(repeatsOf([mail(0), mail(1, 'accept', 'another')], [])).toEqual([]);
    const thrice = [mail(0, 'lose'), mail(1), mail(2)];
    expect(repeatsOf(thrice, []).map(({ cause }) => cause)).toEqual(['answer lost', 'no cause']);
  });

  it('is a violation when nothing was killed and no answer lost', () => {
    const arrivals = [mail(0, 'lose'), mail(1), mail(2)];
    const { checked, violations } = repeatFinding(arrivals, repeatsOf(arrivals, []));
    expect({ checked, violations }).toEqual({ checked: 3, violations: [mail(0).id] });
  });
});

describe('an invariant in the table', () => {
  const met = (checked: number, violations: string[]) => findingRows([{ name: 'x', checked, violations }])[0]?.met;

  it('is shown only when there was something to look at', () => {
    expect(met(3, [])).toBe(true);
    expect(met(3, ['wrong'])).toBe(false);
    expect(met(0, [])).toBe('not shown');
    expect(met(0, ['missing'])).toBe(false);
  });
});
