import type { Answered, CommandPayloads } from '../referral/commands.ts';

/** What was answered. */
export type Checklist = Pick<
  CommandPayloads['qualify'],
  'need' | 'budget' | 'authority' | 'timeline' | 'authorityPath'
>;

export const QUESTIONS = ['need', 'budget', 'authority', 'timeline'] as const;
export type Question = (typeof QUESTIONS)[number];

export type ChecklistResult = { passes: true } | { passes: false; lacks: { question: Question; answer: Answered }[] };

/**
 * Passes with need yes, authority yes or a named way to it, no `no` anywhere, and at most one `unknown`. What lacks is
 * named question by question, in the order of the form.
 */
export function checkQualification(given: Checklist): ChecklistResult {
  const settled = (question: Question): boolean => {
    if (question === 'authority')
      return given.authority === 'yes' || (given.authority === 'unknown' && given.authorityPath === true);
    return question === 'need' ? given.need === 'yes' : given[question] !== 'no';
  };
  const unknown = QUESTIONS.filter((question) => given[question] === 'unknown');
  const lacks = QUESTIONS.filter(
    (question) => !settled(question) || (unknown.length > 1 && given[question] === 'unknown'),
  );
  if (lacks.length === 0) return { passes: true };
  return { passes: false, lacks: lacks.map((question) => ({ question, answer: given[question] })) };
}
