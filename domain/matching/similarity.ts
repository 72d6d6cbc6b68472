import { isCommonWord } from './commonWords.ts';

/** How much a word tells that most companies of a trade or a country have. */
const COMMON_WEIGHT = 0.4;
const ABBREVIATED = 0.9;
const ABBREVIATION_MIN = 3;
/** Letters run together or apart: `Nord Wind`. */
const RUN_TOGETHER = 0.97;

/** How many letters may differ for two words of this length to be one word misspelt. */
const slipsIn = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

/** Letters put in, left out, changed, or two neighbours swapped; gives up beyond `max`. */
export function slipsBetween(one: string, other: string, max: number): number {
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped && row > 1 && column > 1) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      current.push(least);
    }
    before = above;
    above = current;
  }
  return above[other.length] ?? max + 1;
}

function misspelt(one: string, other: string): number {
  const length = Math.max(one.length, other.length);
  const max = slipsIn(Math.min(one.length, other.length));
  const slips = max === 0 ? 1 : slipsBetween(one, other, max);
  return slips > max ? 0 : 1 - slips / length;
}

/** `tech` for technologies, `intl` for international: the beginning, or the consonants from the first letter to the last. */
function isShortFor(short: string, long: string): boolean {
  if (short.length < ABBREVIATION_MIN || short.length >= long.length) return false;
  return long.startsWith(short) || (/^.[^aeiou]+$/.test(short) && leavesOut(short, long));
}

const leavesOut = (short: string, long: string): boolean => new RegExp(`^${Array.from(short).join('.*')}$`).test(long);

function wordSimilarity(one: string, other: string): number {
  if (one === other) return 1;
  return isShortFor(one, other) || isShortFor(other, one) ? ABBREVIATED : misspelt(one, other);
}

const weightOf = (word: string): number => (isCommonWord(word) ? COMMON_WEIGHT : 1);

/** 0 to 1: how alike two name keys are, word by word; common words count less than those that tell a company. */
export function nameSimilarity(one: string, other: string): number {
  if (one === other) return 1;
  const left = other.split(' ');
  let shared = 0;
  let total = left.reduce((sum, word) => sum + weightOf(word), 0);
  for (const word of one.split(' ')) {
    total += weightOf(word);
    const best = left.reduce(
      (found, candidate, place) => {
        const alike = wordSimilarity(word, candidate);
        return alike > found.alike ? { alike, place } : found;
      },
      { alike: 0, place: -1 },
    );
    if (best.place < 0) continue;
    shared += best.alike * (weightOf(word) + weightOf(left[best.place] ?? ''));
    left.splice(best.place, 1);
  }
  const byWords = total === 0 ? 0 : shared / total;
  const together = misspelt(one.replaceAll(' ', ''), other.replaceAll(' ', ''));
  return Math.max(byWords, together * RUN_TOGETHER);
}
