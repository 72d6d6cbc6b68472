import { expect, it } from '@jest/globals';
import { mayDecideRate, type RateState } from '../../../domain/ledger/rates.ts';

const entered = (state: RateState) => ({ state, proposedBy: 'usr_paul' });

it.each([
  { state: 'proposed', who: 'usr_ines', decision: 'confirm', refused: null, why: 'another person looks at it' },
  { state: 'proposed', who: 'usr_ines', decision: 'refuse', refused: null, why: 'another person finds it wrong' },
  { state: 'proposed', who: 'usr_paul', decision: 'refuse', refused: null, why: 'who entered it takes it back' },
  { state: 'proposed', who: 'usr_paul', decision: 'confirm', refused: 'separation_of_duties', why: 'four eyes' },
  { state: 'confirmed', who: 'usr_ines', decision: 'refuse', refused: 'not_allowed_in_state', why: 'it is in force' },
  { state: 'refused', who: 'usr_ines', decision: 'confirm', refused: 'not_allowed_in_state', why: 'it was refused' },
  { state: 'confirmed', who: 'usr_paul', decision: 'confirm', refused: 'not_allowed_in_state', why: 'state first' },
] as const)('$who may $decision a rate that is $state ($refused): $why', ({ state, who, decision, refused }) => {
  expect(mayDecideRate(entered(state), who, decision)?.refused ?? null).toBe(refused);
});

it('a refusal says where the rate stands', () => {
  expect(mayDecideRate(entered('confirmed'), 'usr_ines', 'refuse')?.why).toBe('This rate is confirmed already.');
  expect(mayDecideRate(entered('proposed'), 'usr_paul', 'confirm')?.why).toContain('entered');
});
