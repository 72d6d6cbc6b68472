import { z } from 'zod';
import { RAIL_NAMES } from '../domain/commission/rails.ts';
import { durationMs, isDuration } from '../domain/duration.ts';
import { isRoutingNumber } from '../domain/payees/account.ts';
import { bankBook } from './bankBook.ts';
import { DEVELOPMENT_KEYS, parsePayeeKeys } from './payees/keys.ts';

const port = (preferred: number) => z.coerce.number().int().min(1).max(65_535).default(preferred);
const flag = z
  .enum(['1', '0', 'true', 'false'])
  .default('0')
  .transform((text) => text === '1' || text === 'true');
const duration = (usual: string) =>
  z
    .string()
    .default(usual)
    .refine(isDuration, { error: 'is not an ISO 8601 duration such as PT12H' })
    .transform((text) => (isDuration(text) ? durationMs(text) : 0));
const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const databaseUrl = url(['postgresql:', 'postgres:']);
const smtpUrl = url(['smtp:', 'smtps:']);
const folder = (usual: string) => z.string().default(usual);

const railNames = z
  .string()
  .default('manual,csv')
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(RAIL_NAMES, { error: `has a name that is none of ${RAIL_NAMES.join(', ')}` })).min(1));
const solid = z.string().transform((text) => text.replaceAll(/\s/g, '').toUpperCase());
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** A secret key travels with every request, so nobody may aim it at another machine. */
const loopbackUrl = url(['http:']).refine((text) => URL.canParse(text) && LOOPBACK.includes(new URL(text).hostname), {
  error: 'is not on this machine',
});

const payeeKeys = z
  .string()
  .transform((text, context) => {
    const keys = parsePayeeKeys(text);
    if (keys !== undefined) return keys;
    context.addIssue({ code: 'custom', message: 'is not a key file; make one with npm run payees:keys' });
    return z.NEVER;
  })
  .default(DEVELOPMENT_KEYS);

/** Every variable of the running processes; .env.example documents each (a test compares them). */
export const PROCESS_VARIABLES = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  FAIRLEAD_DEMO: flag,
  RAW_SIGNALS: z.enum(['accept', 'refuse']).default('refuse'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SESSION_IDLE: duration('PT12H'),
  SESSION_MAX: duration('P14D'),
  STEP_UP_WINDOW: duration('PT5M'),
  PAYEE_KEYS: payeeKeys,
  PAYEE_COOLING_OFF: duration('PT24H'),
  RAILS: railNames,
  SEPA_DEBTOR_NAME: z.string().max(70).optional(),
  SEPA_DEBTOR_IBAN: solid.refine((text) => bankBook.isIban(text), { error: 'is no IBAN' }).optional(),
  SEPA_DEBTOR_BIC: solid.refine((text) => bankBook.isBic(text), { error: 'is no BIC' }).optional(),
  NACHA_BANK_ROUTING: solid.refine(isRoutingNumber, { error: 'is no routing number' }).optional(),
  NACHA_BANK_NAME: z.string().max(23).optional(),
  NACHA_COMPANY_NAME: z.string().max(23).optional(),
  NACHA_COMPANY_ID: z
    .string()
    .regex(/^[A-Za-z0-9]{1,10}$/, { error: 'is not up to ten letters and figures' })
    .optional(),
  NACHA_ACCOUNT_NUMBER: z
    .string()
    .regex(/^\d{4,17}$/, { error: 'is not 4 to 17 figures' })
    .optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_API_URL: loopbackUrl.optional(),
  DATA_DIR: folder('.data'),
  WEB_ROOT: folder('dist-web'),
  CRASH_AT: z.string().optional(),
} as const;

/** Read by Temporal's environment configuration; listed here so that a misspelt name in a file is noticed by a test. */
export const TEMPORAL_VARIABLES = [
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_CONFIG_FILE',
  'TEMPORAL_PROFILE',
] as const;

export const START_VARIABLES = {
  DATABASE_URL: databaseUrl.optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  SMTP_URL: smtpUrl.optional(),
  PORT: port(3000),
  POSTGRES_PORT: port(5433),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  SMTP_PORT: port(1025),
  MAIL_PAGE_PORT: port(8025),
  DATA_DIR: folder('.data'),
  CACHE_DIR: folder('.cache'),
  TEMPORAL_CLI: z.string().optional(),
  TEMPORAL_TEST_SERVER: z.string().optional(),
  CHROMIUM_PATH: z.string().optional(),
} as const;

/** Secrets may come as a file, the way containers hand them over: `DATABASE_URL_FILE=/run/secrets/database_url`. */
export const FILE_VARIABLES = [
  'DATABASE_URL',
  'SMTP_URL',
  'TEMPORAL_API_KEY',
  'PAYEE_KEYS',
  'STRIPE_SECRET_KEY',
  'NACHA_ACCOUNT_NUMBER',
] as const;
