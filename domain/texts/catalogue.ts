import { ENGLISH } from './english/english.ts';
import type { Language } from './format.ts';
import { GERMAN } from './german/german.ts';
import type { Catalogue } from './shape.ts';

/** Every text to people, by language: the only place that knows which languages there are. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: ENGLISH, de: GERMAN };
