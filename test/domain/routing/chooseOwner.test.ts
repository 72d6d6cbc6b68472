import { describe, expect, it } from '@jest/globals';
import { chooseOwner, dutyIn } from '../../../domain/routing/chooseOwner.ts';
import type { OwnerQuestion, Person } from '../../../domain/routing/chooseOwner.ts';
import type { Place } from '../../../domain/approval/interest.ts';
import type { Duty } from '../../../domain/routing/rules.ts';
import { FACTS, person, ruleFor } from '../../support/routing.ts';

const turn = (duty: string, at: number): Partial<Person> => ({ turns: { [duty]: at } });

const TEAM = [
  person('nora', 'sales_rep', { turns: { qualifier: 7, closer: 7 } }),
  person('tom', 'sales_rep', { turns: { qualifier: 3, closer: 3 } }),
  person('greta', 'sales_manager', turn('pool', 2)),
  person('samir', 'partner_manager'),
  person('olga', 'program_admin'),
];

type More = Partial<OwnerQuestion> & { excluded?: string[]; exceedCapacity?: boolean; barred?: string[] };

const choose = (duty: Duty, people: readonly Person[] = TEAM, more: More = {}) =>
  chooseOwner({
    facts: FACTS,
    rules: [],
    partnerManagerId: 'samir',
    submitters: [],
    rivals: [],
    excluded: [],
    ...more,
    duty,
    people,
  }).choice;

const away = (people: readonly Person[], ...ids: string[]): Person[] =>
  people.map((one) => (ids.includes(one.userId) ? { ...one, away: 'absent' } : one));

const full = (people: readonly Person[], ...ids: string[]): Person[] =>
  people.map((one) => (ids.includes(one.userId) ? { ...one, capacity: 3, open: 3 } : one));

describe('without rules', () => {
  it.each([
    { duty: 'qualifier', people: TEAM, owner: 'tom', reason: 'round_robin', why: 'whose turn was longest ago' },
    { duty: 'closer', people: TEAM, excluded: ['tom'], owner: 'nora', reason: 'round_robin', why: 'tom is left out' },
    {
      duty: 'qualifier',
      people: [...TEAM, person('zoe', 'sales_rep')],
      owner: 'zoe',
      reason: 'round_robin',
      why: 'never had a turn',
    },
    { duty: 'qualifier', people: away(TEAM, 'tom'), owner: 'nora', reason: 'round_robin', why: 'tom is away' },
    { duty: 'qualifier', people: full(TEAM, 'tom'), owner: 'nora', reason: 'round_robin', why: 'tom is full' },
    { duty: 'reviewer', people: TEAM, owner: 'samir', reason: 'partner_manager', why: 'the partner is his' },
    { duty: 'reviewer', people: away(TEAM, 'samir'), owner: 'greta', reason: 'round_robin', why: 'he is away' },
    {
      duty: 'reviewer',
      people: TEAM,
      excluded: ['samir'],
      owner: 'greta',
      reason: 'round_robin',
      why: 'he is left out',
    },
    {
      duty: 'reviewer',
      people: TEAM,
      submitters: ['samir'],
      owner: 'greta',
      reason: 'round_robin',
      why: 'he submitted it',
    },
    {
      duty: 'reviewer',
      people: full(TEAM, 'samir', 'greta'),
      owner: 'samir',
      reason: 'partner_manager',
      why: 'capacity is for sales',
    },
  ] as const)('$duty: $owner ($why)', ({ duty, people, owner, reason, ...more }) => {
    const choice = choose(
      duty,
      people,
      'excluded' in more
        ? { excluded: [...more.excluded] }
        : 'submitters' in more
          ? { submitters: more.submitters }
          : {},
    );
    expect(choice).toMatchObject({ ownerId: owner, unassigned: false, why: null, reason, ruleId: null });
  });
});

describe('by rules', () => {
  const rules = [ruleFor(['nora', 'greta'])];

  it('the team of the first rule that fits, whatever their roles, and why not the others', () => {
    const choice = choose('qualifier', away(TEAM, 'nora'), { rules });
    expect(choice).toEqual({
      ownerId: 'greta',
      unassigned: false,
      why: null,
      reason: 'rule',
      ruleId: 'rul_1',
      mode: 'round_robin',
      others: [{ userId: 'nora', why: 'absent' }],
    });
  });

  it('least_open: who has the fewest, then whose turn it is', () => {
    const team = [
      person('nora', 'sales_rep', { open: 4 }),
      person('tom', 'sales_rep', { open: 2, ...turn('rul_1', 9) }),
      person('zoe', 'sales_rep', { open: 2 }),
    ];
    const least = [ruleFor(['nora', 'tom', 'zoe'], { mode: 'least_open' })];
    expect(choose('closer', team, { rules: least })).toMatchObject({ ownerId: 'zoe', mode: 'least_open' });
  });

  it.each([
    { people: TEAM, rules: [ruleFor(['nora'], { when: { countries: ['AT'] } })], why: 'no_rule' },
    { people: away(TEAM, 'nora', 'greta'), rules, why: 'all_absent' },
    { people: full(TEAM, 'nora', 'greta'), rules, why: 'all_full' },
    { people: full(away(TEAM, 'nora'), 'greta'), rules, why: 'all_full' },
    { people: TEAM, rules: [ruleFor(['gone'])], why: 'nobody' },
  ])('into the pool, held by a manager on duty: $why', ({ people, rules: given, why }) => {
    const choice = choose('qualifier', people, { rules: given });
    expect(choice).toMatchObject({ ownerId: 'greta', unassigned: true, why, reason: 'nobody_on_duty' });
  });

  it('rules about another duty only: this one goes round as without rules', () => {
    const closersOnly = [ruleFor(['nora'], { when: { duties: ['closer'] } })];
    expect(choose('qualifier', TEAM, { rules: closersOnly })).toMatchObject({ ownerId: 'tom', reason: 'round_robin' });
  });

  it('a hand-over by the ladder exceeds capacity, but only where nobody has room', () => {
    const both = [ruleFor(['nora', 'tom'])];
    expect(choose('qualifier', full(TEAM, 'tom'), { rules: both, exceedCapacity: true }).ownerId).toBe('nora');
    const excluded = ['nora'];
    expect(choose('qualifier', full(TEAM, 'tom'), { rules: both, excluded, exceedCapacity: true }).ownerId).toBe('tom');
    expect(choose('qualifier', full(TEAM, 'tom'), { rules: both, excluded }).unassigned).toBe(true);
  });
});

describe('the pool', () => {
  it.each([
    { people: TEAM, excluded: ['nora', 'tom'], owner: 'greta', why: 'a manager holds it' },
    {
      people: away([...TEAM, person('konrad', 'sales_manager')], 'greta', 'nora', 'tom'),
      owner: 'konrad',
      why: 'who is on duty',
    },
    { people: away(TEAM, 'greta', 'nora', 'tom'), owner: 'greta', why: 'where all are away, one who is away' },
    { people: [person('olga', 'program_admin')], owner: 'olga', why: 'nobody else is there' },
    { people: [], owner: null, why: 'nobody is there' },
  ])('$owner ($why)', ({ people, owner, ...more }) => {
    const excluded = 'excluded' in more ? (more.excluded ?? []) : [];
    expect(choose('qualifier', people, { excluded })).toMatchObject({ ownerId: owner, unassigned: true });
  });
});

describe('a review', () => {
  const rival = (ownerId: string | null, managerId: string | null): Place => ({
    referralId: 'ref_rival',
    stage: 'accepted',
    ownerId,
    unassigned: false,
    managerId,
    submittedBy: 'ada',
  });
  const KONRAD = person('konrad', 'sales_manager');
  const MINA = person('mina', 'partner_manager');
  const review = (people: readonly Person[], rivals: Place[], more: More = {}) =>
    choose('reviewer', people, { rivals, partnerManagerId: null, ...more });

  it.each([
    { rivals: [rival('greta', null)], owner: 'konrad', why: 'greta owns what stands against it' },
    { rivals: [rival('greta', null), rival('konrad', null)], owner: 'mina', why: 'another partner manager' },
    { rivals: [rival('greta', 'mina'), rival('konrad', null)], owner: 'samir', why: 'one without a part' },
    {
      rivals: [rival('greta', 'mina'), rival('konrad', 'samir')],
      owner: 'olga',
      why: 'an administrator where every manager has a part',
    },
  ])('goes to $owner: $why', ({ rivals, owner }) => {
    expect(review([...TEAM, KONRAD, MINA], rivals)).toMatchObject({ ownerId: owner, unassigned: false });
  });

  it('stays with the partner’s own manager, also where the other partner is his too', () => {
    expect(review(TEAM, [rival('greta', 'samir')], { partnerManagerId: 'samir' }).ownerId).toBe('samir');
  });

  it('goes past the partner’s own manager who owns what stands against it, or has the deal', () => {
    expect(review(TEAM, [rival('samir', null)], { partnerManagerId: 'samir' }).ownerId).toBe('greta');
    expect(review(TEAM, [], { partnerManagerId: 'samir', barred: ['samir'] }).ownerId).toBe('greta');
  });

  it('waits for somebody who may decide and is away rather than for somebody who may not', () => {
    const people = away([...TEAM, KONRAD], 'konrad');
    expect(review(people, [rival('greta', null)])).toMatchObject({ ownerId: 'konrad', unassigned: true });
  });

  it('is held by somebody, and says so, where everybody has a part in it', () => {
    const everybody = ['greta', 'samir', 'olga'].map((userId) => rival(userId, null));
    expect(review(TEAM, everybody)).toMatchObject({ ownerId: 'greta', unassigned: true });
  });
});

describe('what the owner is there for', () => {
  it.each([
    ['in_review', 'reviewer'],
    ['waitlisted', 'reviewer'],
    ['accepted', 'qualifier'],
    ['contacted', 'qualifier'],
    ['qualified', 'closer'],
    ['negotiation', 'closer'],
  ] as const)('in %s: %s', (stage, duty) => {
    expect(dutyIn(stage)).toBe(duty);
  });
});
