import { currencyExponent } from '../money.ts';

/** The languages people are written to in. A further one is a further entry in the catalogue, nothing else. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = 'en';

/** What is no language of ours reads as the default. */
export const languageOr = (text: string | undefined, otherwise: Language = DEFAULT_LANGUAGE): Language =>
  LANGUAGES.find((language) => language === text) ?? otherwise;

/** Every time of day in it says so, since it is nobody's own. */
export const DEFAULT_ZONE = 'UTC';

type Words = {
  locale: string;
  decimal: string;
  at: string;
  on: string;
  none: string;
  names: 'short' | 'long';
  date(day: string, month: string): string;
  clock(time: string): string;
  /** A weekday, or a weekday and its date. */
  dated(weekday: string, date: string | undefined): string;
  daily(day: string, clock: string): string;
  units: Record<'day' | 'hour' | 'minute' | 'second', readonly [one: string, many: string]>;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    locale: 'en-US',
    decimal: '.',
    at: 'at',
    on: 'on',
    none: 'no time',
    names: 'short',
    date: (day, month) => `${day} ${month}`,
    clock: (time) => time,
    dated: (weekday, date) => (date === undefined ? weekday : `${weekday} ${date}`),
    daily: (day, clock) => `${day} ${clock}`,
    units: {
      day: ['day', 'days'],
      hour: ['hour', 'hours'],
      minute: ['minute', 'minutes'],
      second: ['second', 'seconds'],
    },
  },
  de: {
    locale: 'de-DE',
    decimal: ',',
    at: 'um',
    on: 'am',
    none: 'keine Zeit',
    // A short month ends with a full stop in German, which would end the sentence twice.
    names: 'long',
    date: (day, month) => `${day}. ${month}`,
    clock: (time) => `${time} Uhr`,
    dated: (weekday, date) => (date === undefined ? weekday : `${weekday}, ${date}`),
    daily: (day, clock) => `${day}, ${clock}`,
    units: {
      day: ['Tag', 'Tage'],
      hour: ['Stunde', 'Stunden'],
      minute: ['Minute', 'Minuten'],
      second: ['Sekunde', 'Sekunden'],
    },
  },
};

const DAY_MS = 86_400_000;
const WEEK_AHEAD_MS = 6 * DAY_MS;
const SECONDS_BELOW_MS = 60_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

export type FormatArgs = {
  language: Language;
  /** IANA name; absent or `UTC`: every time of day says that it is in UTC. */
  zone?: string | undefined;
  /** The moment of reading: what is near is said shortly. Absent: every time carries its full date. */
  now?: Date | undefined;
  /** Names the day even when it is today: for texts that are kept, such as mails. */
  dayAlways?: boolean | undefined;
};

/** Times and amounts in words. Every function takes ISO 8601 text and gives undefined for what is no time. */
export type Format = {
  /** `18:02`, `Tue 18:02`, `Tue 24 Nov 18:02`: follows "by" and "until". */
  moment(iso: string | undefined): string | undefined;
  /** The same with its preposition: `at 18:02`, `on Tue 18:02`. */
  onMoment(iso: string | undefined): string | undefined;
  /** `14:02:07`: a moment of today to the second, without the day unless it is asked for. */
  exact(iso: string | undefined): string | undefined;
  /** `14 Jun`, or a moment when it is less than a day away. Also takes a plain date. */
  day(iso: string | undefined): string | undefined;
  /** The same with its preposition: `on 14 Jun`, `at 18:02`. */
  onDay(iso: string | undefined): string | undefined;
  /** `48,000 EUR`; decimals only where there are any. Minor units in. */
  amount(amountMinor: number | bigint | undefined, currency: string | undefined): string | undefined;
  /** The time between two moments in words: `1 hour 20 minutes`. */
  between(fromIso: string | undefined, toIso: string | undefined): string | undefined;
  now: string | undefined;
};

type Said = { text: string; hasDay: boolean };

type Parts = Record<'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute' | 'second', string>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than using it, and there are only as many as zones. Throws RangeError for no zone. */
function dateFormat(language: Language, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(WORDS[language].locale, {
    timeZone: zone,
    weekday: WORDS[language].names,
    day: 'numeric',
    month: WORDS[language].names,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, made);
  return made;
}

function partsOf(at: Date, language: Language, zone: string): Parts {
  const parts: Parts = { weekday: '', day: '', month: '', year: '', hour: '', minute: '', second: '' };
  for (const { type, value } of dateFormat(language, zone).formatToParts(at)) {
    if (type in parts) parts[type as keyof Parts] = value;
  }
  return parts;
}

function parse(iso: string | undefined): Date | undefined {
  if (iso === undefined) return undefined;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const sameDay = (one: Parts, other: Parts): boolean =>
  one.day === other.day && one.month === other.month && one.year === other.year;

export function createFormat({ language, zone, now, dayAlways = false }: FormatArgs): Format {
  const words = WORDS[language];
  const usedZone = zone ?? DEFAULT_ZONE;
  const label = usedZone === DEFAULT_ZONE ? ` ${DEFAULT_ZONE}` : '';
  const today = now === undefined ? undefined : partsOf(now, language, usedZone);

  const dateText = (parts: Parts): string =>
    `${words.date(parts.day, parts.month)}${parts.year === today?.year ? '' : ` ${parts.year}`}`;

  const momentText = (at: Date, withSeconds: boolean): Said => {
    const parts = partsOf(at, language, usedZone);
    const time = `${parts.hour}:${parts.minute}${withSeconds ? `:${parts.second}` : ''}`;
    const clock = `${words.clock(time)}${label}`;
    if (!dayAlways && today !== undefined && sameDay(parts, today)) return { text: clock, hasDay: false };
    const away = now === undefined ? Infinity : Math.abs(at.getTime() - now.getTime());
    const date = !dayAlways && away < WEEK_AHEAD_MS ? undefined : dateText(parts);
    return { text: words.daily(words.dated(parts.weekday, date), clock), hasDay: true };
  };

  const isNear = (at: Date, withinMs: number): boolean =>
    now !== undefined && Math.abs(at.getTime() - now.getTime()) < withinMs;

  const momentOf = (iso: string | undefined): Said | undefined => {
    const at = parse(iso);
    return at === undefined ? undefined : momentText(at, isNear(at, SECONDS_BELOW_MS));
  };

  const dayOf = (iso: string | undefined): Said | undefined => {
    const at = parse(iso);
    if (at === undefined || iso === undefined) return undefined;
    if (DATE_ONLY.test(iso)) return { text: dateText(partsOf(at, language, DEFAULT_ZONE)), hasDay: true };
    return isNear(at, DAY_MS)
      ? momentText(at, isNear(at, SECONDS_BELOW_MS))
      : { text: dateText(partsOf(at, language, usedZone)), hasDay: true };
  };

  const prefixed = (said: Said | undefined): string | undefined =>
    said === undefined ? undefined : `${said.hasDay ? words.on : words.at} ${said.text}`;

  return {
    now: now?.toISOString(),
    moment: (iso) => momentOf(iso)?.text,
    onMoment: (iso) => prefixed(momentOf(iso)),
    exact: (iso) => {
      const at = parse(iso);
      return at === undefined ? undefined : momentText(at, true).text;
    },
    day: (iso) => dayOf(iso)?.text,
    onDay: (iso) => prefixed(dayOf(iso)),
    amount: (amountMinor, currency) =>
      amountMinor === undefined || currency === undefined
        ? undefined
        : amountText(BigInt(amountMinor), currency, language),
    between: (fromIso, toIso) => {
      const from = parse(fromIso);
      const to = parse(toIso);
      return from === undefined || to === undefined ? undefined : lengthText(to.getTime() - from.getTime(), language);
    },
  };
}

/** Minor units → `4,800 EUR`, `48.50 EUR`, `838,448 JPY`; exact at any size. */
export function amountText(amountMinor: bigint, currency: string, language: Language): string {
  const { locale, decimal } = WORDS[language];
  const digits = currencyExponent(currency);
  const unit = 10n ** BigInt(digits);
  const size = amountMinor < 0n ? -amountMinor : amountMinor;
  const whole = new Intl.NumberFormat(locale).format(size / unit);
  const rest = size % unit;
  const fraction = rest === 0n ? '' : `${decimal}${rest.toString().padStart(digits, '0')}`;
  return `${amountMinor < 0n ? '−' : ''}${whole}${fraction} ${currency}`;
}

const UNITS = [
  { name: 'day', lengthMs: DAY_MS },
  { name: 'hour', lengthMs: 3_600_000 },
  { name: 'minute', lengthMs: 60_000 },
  { name: 'second', lengthMs: 1_000 },
] as const;

/** Milliseconds → the two largest units that say something: `4 hours`, `1 hour 20 minutes`, `90 days`. */
export function lengthText(lengthMs: number, language: Language): string {
  const { units, none } = WORDS[language];
  let rest = Math.max(0, Math.floor(lengthMs / 1_000) * 1_000);
  const said: string[] = [];
  for (const { name, lengthMs: unitMs } of UNITS) {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    if (count > 0) said.push(`${String(count)} ${units[name][count === 1 ? 0 : 1]}`);
    else if (said.length > 0) break;
    if (said.length === 2) break;
  }
  return said.length === 0 ? none : said.join(' ');
}
