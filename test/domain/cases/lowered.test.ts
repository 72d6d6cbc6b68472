import { expect, it } from '@jest/globals';
import { commandCase } from '../../../domain/cases/commands.ts';
import { openCase } from '../../../domain/cases/open.ts';
import { caseSentence } from '../../../domain/texts/caseSentence.ts';
import { LANGUAGES } from '../../../domain/texts/format.ts';
import { mailTextFor } from '../../../domain/texts/mailText.ts';

const START = Date.parse('2026-11-01T09:00:00.000Z');
const rules = { caseAnswer: 'P2D', caseDecision: 'P7D', contest: 'P14D' };
const by = { kind: 'user', id: 'ada' } as const;
const choice = { deciderId: 'samir', unassigned: false, barred: [] };
const { state } = openCase({ caseId: 'cas_1', kind: 'commission', by, at: START, rules, choice });
const RIGHT = /You were right|Sie hatten recht/;

/** What a partner reads, on the page and in the mail, of a case about an amount that was decided so. */
function toldOf(minor: number): string[] {
  const adjustment = { commissionId: 'com_1', amount: { amount: minor, currency: 'EUR' } };
  const decided = commandCase(
    { caseId: 'cas_1', state, at: START, rules },
    {
      name: 'decideCase',
      actor: { kind: 'user', id: 'samir' },
      payload: { outcome: 'upheld', effect: 'adjust', ...adjustment },
    },
    { chooseAnother: () => choice, finance: [], whyNot: () => undefined },
  );
  if ('refused' in decided) throw new Error(JSON.stringify(decided));
  const facts = decided.mails[0]?.facts ?? {};
  const now = new Date(START);
  const names = { decider: 'Samir', reason: undefined, barred: undefined };
  return LANGUAGES.flatMap((language) => [
    caseSentence({ state: decided.state, reader: 'partner', adjustment, ...names, language, now }),
    mailTextFor({ key: 'case_decided', facts, forPartner: true, names: {}, number: 'R-7K2M-94', at: now, language })
      .sentence,
  ]);
}

it('a partner whose amount is raised was right; one whose amount is lowered is not told so', () => {
  for (const told of toldOf(10_000)) expect(told).toMatch(RIGHT);
  for (const told of toldOf(-10_000)) {
    expect(told).not.toMatch(RIGHT);
    expect(told).toMatch(/the amount was too high|Der Betrag war zu hoch/);
  }
});
