import { durationParts, type DurationUnit } from '../duration.ts';
import { DEFAULT_LANGUAGE, type Language } from './format.ts';

type Units = Readonly<Record<DurationUnit, readonly [one: string, many: string]>>;

/** A week is one of the almanac, also where everything else is counted in working time. */
const WORDS: Readonly<Record<Language, { none: string; calendar: Units; working: Units }>> = {
  en: {
    none: 'no time',
    calendar: {
      week: ['week', 'weeks'],
      day: ['day', 'days'],
      hour: ['hour', 'hours'],
      minute: ['minute', 'minutes'],
      second: ['second', 'seconds'],
    },
    working: {
      week: ['week', 'weeks'],
      day: ['working day', 'working days'],
      hour: ['working hour', 'working hours'],
      minute: ['working minute', 'working minutes'],
      second: ['working second', 'working seconds'],
    },
  },
  de: {
    none: 'keine Zeit',
    calendar: {
      week: ['Woche', 'Wochen'],
      day: ['Tag', 'Tage'],
      hour: ['Stunde', 'Stunden'],
      minute: ['Minute', 'Minuten'],
      second: ['Sekunde', 'Sekunden'],
    },
    working: {
      week: ['Woche', 'Wochen'],
      day: ['Arbeitstag', 'Arbeitstage'],
      hour: ['Arbeitsstunde', 'Arbeitsstunden'],
      minute: ['Arbeitsminute', 'Arbeitsminuten'],
      second: ['Arbeitssekunde', 'Arbeitssekunden'],
    },
  },
};

/**
 * A promised length in words, in the units it was promised in: `PT24H` stays 24 hours, since in working time that is not
 * a day. Throws `invalid_request` for what is no duration.
 */
export function durationInWords(
  duration: string,
  language: Language = DEFAULT_LANGUAGE,
  time: 'calendar' | 'working' = 'calendar',
): string {
  const { none, [time]: units } = WORDS[language];
  const said = durationParts(duration).map(({ unit, count }) => `${String(count)} ${units[unit][count === 1 ? 0 : 1]}`);
  return said.length === 0 ? none : said.join(' ');
}
