/** Codes of the API in words. A code that is not here is shown as it is, readable enough: "no_fit" as "no fit". */
type Words = Readonly<Record<string, string>>;

export const inWords =
  (words: Words) =>
  (code: string): string =>
    words[code] ?? code.replaceAll('_', ' ').replaceAll('.', ': ');
