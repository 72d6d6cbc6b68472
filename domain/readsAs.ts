/** What nobody sees: joiners, direction marks, fillers. U+2800 is drawn as nothing too, though it counts as a sign. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}]/gu;

/**
 * Letters of other alphabets that look like a Latin one, in lower case; where only the capitals look alike, as those. In
 * a key it does no harm that a Cyrillic word is written half in Latin: it is compared with nothing but keys.
 */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  'аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd ԛq ԝw һh αa βb εe ζz ηh ιi κk μm νn οo ρp τt υy χx'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);
const GREEK_OR_CYRILLIC = /[\u0370-\u052f]/g;

/** A text in one line as it is kept: without what nobody sees, full and half widths alike, one space between words. */
export const plainLine = (text: string): string =>
  text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();

/** The same for all texts that people read as the same: upper and lower case, and letters that cannot be told apart. */
export const readsAs = (text: string): string =>
  plainLine(text)
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(GREEK_OR_CYRILLIC, (letter) => LOOK_ALIKES.get(letter) ?? letter);
