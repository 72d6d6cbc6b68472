export const QUESTIONS = ['need', 'budget', 'authority', 'timeline'] as const;

export type Question = (typeof QUESTIONS)[number];
export type Answer = 'yes' | 'no' | 'unknown';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isQuestion = (value: unknown): value is Question => (QUESTIONS as readonly unknown[]).includes(value);

/** Which answers keep the checklist from passing, from the facts beside the refusal. */
export function lacksOf(facts: Readonly<Record<string, unknown>>): { question: Question; answer: Answer }[] {
  const lacks = Array.isArray(facts['lacks']) ? facts['lacks'] : [];
  return lacks.filter(isRecord).flatMap(({ question, answer }) => {
    if (!isQuestion(question)) return [];
    return [{ question, answer: answer === 'yes' || answer === 'no' ? answer : 'unknown' }];
  });
}
