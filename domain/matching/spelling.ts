/** Shorter words are initials or legal forms, in which two vowels are two letters. */
const FOLDED_FROM = 4;

/** Mueller, Müller and Muller are one: a vowel with e stands for an umlaut, a double a for å. */
export const folded = (word: string): string =>
  word.length < FOLDED_FROM ? word : word.replace(/([aou])e+/g, '$1').replace(/a{2,}/g, 'a');
