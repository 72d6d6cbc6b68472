import { QUESTIONS, type Question } from '../qualification/checklist.ts';

/** The codes of a fact that this catalogue has words for. */
export const codesIn = <Code extends string>(text: string | undefined, words: Readonly<Record<Code, string>>): Code[] =>
  (text ?? '').split(' ').filter((code): code is Code => Object.hasOwn(words, code));

/** What of the checklist is missing, from `authority:unknown budget:no`. */
export const lacksIn = (text: string | undefined): { question: Question; answer: string }[] =>
  (text ?? '').split(' ').flatMap((lack) => {
    const [name, answer = ''] = lack.split(':');
    const question = QUESTIONS.find((known) => known === name);
    return question === undefined ? [] : [{ question, answer }];
  });
