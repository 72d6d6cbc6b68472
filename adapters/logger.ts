import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Fields that never reach a log, wherever they stand (two levels deep covers requests, errors and our own objects). */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'email',
  'phone',
  'password',
  'passwordHash',
  'key',
  'apiKey',
  'token',
  'secret',
];

const pathTo = (prefix: string, field: string): string =>
  /^\w+$/.test(field) ? `${prefix}${prefix === '' ? '' : '.'}${field}` : `${prefix}["${field}"]`;

const REDACTED_PATHS = SECRET_FIELDS.flatMap((field) =>
  ['', '*', '*.*', 'req.headers', 'res.headers'].map((prefix) => pathTo(prefix, field)),
);

/** Structured logs, one JSON object a line. `name` is the process (`api`, `worker`). */
export function createLogger(options: { name: string; level: string; destination?: DestinationStream }): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** For tests and scripts that have nothing to say. */
export const createSilentLogger = (): Logger => pino({ level: 'silent' });
