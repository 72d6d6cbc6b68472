import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../../domain/texts/format.ts';

const QUALITY = /^q=([01](?:\.\d{0,3})?)$/;

/** `de-AT;q=0.8` → `de` and 0.8; what cannot be read is not wanted. */
function wishOf(part: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const quality = parameters.map((text) => QUALITY.exec(text)?.[1]).find((found) => found !== undefined);
  return { tag: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
}

/** The language of ours that the caller likes best (RFC 9110); the first of equals, the default when none is liked. */
export function preferredLanguage(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map(wishOf);
  const liked = wishes
    .map(({ tag, quality }) => ({ language: LANGUAGES.find((language) => language === tag), quality }))
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return liked[0]?.language ?? DEFAULT_LANGUAGE;
}
