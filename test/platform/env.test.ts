import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newPayeeKeys } from '../../adapters/payees/keys.ts';
import { EnvironmentError, readEnv, readStartEnv, type EnvSource } from '../../adapters/env.ts';
import {
  FILE_VARIABLES,
  PROCESS_VARIABLES,
  START_VARIABLES,
  TEMPORAL_VARIABLES,
} from '../../adapters/environmentVariables.ts';

const DATABASE_URL = 'postgresql://fairlead@localhost:5433/fairlead';

const problemsOf = (source: EnvSource): readonly string[] => {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe('the environment of a process', () => {
  it('needs nothing but a database', () => {
    expect(readEnv({ DATABASE_URL })).toMatchObject({
      nodeEnv: 'development',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      rawSignals: 'refuse',
      demo: false,
      temporal: { namespace: 'default', connectionOptions: { address: 'localhost:7233' } },
    });
  });

  it('is refused with all problems at once', () => {
    const problems = problemsOf({ PORT: '99999', SESSION_IDLE: '3h', SMTP_URL: 'http://mail', RAW_SIGNALS: 'maybe' });
    expect(problems).toHaveLength(5);
    for (const name of ['DATABASE_URL', 'PORT', 'SESSION_IDLE', 'SMTP_URL', 'RAW_SIGNALS']) {
      expect(problems.some((problem) => problem.startsWith(name))).toBe(true);
    }
  });

  it('takes an empty variable for an absent one', () => {
    expect(readEnv({ DATABASE_URL, PUBLIC_URL: '', CRASH_AT: '' }).publicUrl).toBe('http://localhost:3000');
  });

  it('reads a secret from a file, and refuses one that is given twice or cannot be read', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'fairlead-env-')), 'database_url');
    writeFileSync(file, `${DATABASE_URL}\n`);
    expect(readEnv({ DATABASE_URL_FILE: file }).databaseUrl).toBe(DATABASE_URL);
    expect(problemsOf({ DATABASE_URL, DATABASE_URL_FILE: file })[0]).toContain('both set');
    expect(problemsOf({ DATABASE_URL, SMTP_URL_FILE: `${file}.none` })[0]).toContain('cannot be read');
  });

  it('connects to Temporal Cloud by variables alone', () => {
    const { temporal } = readEnv({
      DATABASE_URL,
      TEMPORAL_ADDRESS: 'eu.cloud.example:7233',
      TEMPORAL_NAMESPACE: 'fairlead.a1b2c',
      TEMPORAL_API_KEY: 'secret',
    });
    expect(temporal).toMatchObject({
      namespace: 'fairlead.a1b2c',
      connectionOptions: { address: 'eu.cloud.example:7233', apiKey: 'secret', tls: true },
    });
  });
});

describe('ways to pay', () => {
  const SEPA = {
    RAILS: 'manual, sepa',
    SEPA_DEBTOR_NAME: 'Helioforge GmbH',
    SEPA_DEBTOR_IBAN: 'DE02 1203 0000 0000 2020 51',
  };

  it('are manual and csv unless told, and need nothing', () => {
    expect(readEnv({ DATABASE_URL }, { pays: true })).toMatchObject({
      rails: ['manual', 'csv'],
      railSettings: { sepa: undefined, nacha: undefined, stripe: undefined },
    });
  });

  it('are set up for who pays; who only offers them needs the list alone', () => {
    expect(readEnv({ DATABASE_URL, ...SEPA }, { pays: true })).toMatchObject({
      rails: ['manual', 'sepa'],
      railSettings: { sepa: { name: 'Helioforge GmbH', iban: 'DE02120300000000202051', bic: null } },
    });
    const all = { DATABASE_URL, RAILS: 'sepa,nacha,stripe' };
    expect(readEnv(all).rails).toEqual(['sepa', 'nacha', 'stripe']);
    expect(() => readEnv(all, { pays: true })).toThrow(/SEPA_DEBTOR_IBAN.*NACHA_BANK_ROUTING.*STRIPE_SECRET_KEY/s);
  });

  it.each([
    { change: { RAILS: 'manual,wire' }, problem: 'RAILS' },
    { change: { SEPA_DEBTOR_IBAN: 'DE00' }, problem: 'SEPA_DEBTOR_IBAN' },
    { change: { NACHA_BANK_ROUTING: '021000022' }, problem: 'NACHA_BANK_ROUTING' },
    { change: { STRIPE_API_URL: 'http://stripe.example:80' }, problem: 'STRIPE_API_URL' },
    { change: { STRIPE_API_URL: 'https://127.0.0.1:80' }, problem: 'STRIPE_API_URL' },
  ])('are refused when they cannot be right: $problem', ({ change, problem }) => {
    const problems = problemsOf({ DATABASE_URL, ...change });
    expect(problems.map((said) => said.split(' ')[0])).toEqual([problem]);
  });
});

describe('production', () => {
  const good = {
    NODE_ENV: 'production',
    DATABASE_URL,
    SMTP_URL: 'smtps://mail.example:465',
    MAIL_FROM: 'Partners <partners@vendor.example>',
    PUBLIC_URL: 'https://partners.vendor.example/',
    TEMPORAL_ADDRESS: 'temporal:7233',
    PAYEE_KEYS: newPayeeKeys('2026-11'),
  };

  it('boots with what it needs', () => {
    expect(readEnv(good)).toMatchObject({ nodeEnv: 'production', publicUrl: 'https://partners.vendor.example' });
  });

  it.each([
    { change: { FAIRLEAD_DEMO: '1' }, problem: 'FAIRLEAD_DEMO', why: 'demo people have a published password' },
    { change: { CRASH_AT: 'story.started' }, problem: 'CRASH_AT', why: 'it kills the process' },
    { change: { SMTP_URL: undefined }, problem: 'SMTP_URL', why: 'a promise without mail is not kept' },
    { change: { MAIL_FROM: undefined }, problem: 'MAIL_FROM', why: 'the default names the invented vendor' },
    { change: { PUBLIC_URL: undefined }, problem: 'PUBLIC_URL', why: 'links in mails would lead nowhere' },
    { change: { TEMPORAL_ADDRESS: undefined }, problem: 'TEMPORAL_ADDRESS', why: 'there is no dev server' },
    {
      change: { PAYEE_KEYS: undefined },
      problem: 'PAYEE_KEYS',
      why: 'accounts would be sealed with a key that everybody knows',
    },
    { change: { PAYEE_KEYS: 'secret-and-torn' }, problem: 'PAYEE_KEYS', why: 'what is no key file seals nothing' },
  ])('is refused for $problem: $why', ({ change, problem }) => {
    const problems = problemsOf({ ...good, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(problems[0]).not.toContain('secret-and-torn');
  });
});

describe('the environment of npm start', () => {
  it('needs nothing', () => {
    expect(readStartEnv({}).ports).toMatchObject({ api: 3000, temporal: 7233, temporalUi: 8233 });
  });
});

describe('.env.example', () => {
  it('has every variable that is read, and no other', () => {
    const example = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');
    const documented = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
    const read = [...Object.keys(PROCESS_VARIABLES), ...Object.keys(START_VARIABLES), ...TEMPORAL_VARIABLES];
    expect(documented.sort()).toEqual([...new Set(read)].sort());
    for (const name of FILE_VARIABLES) expect(example).toContain(name);
  });
});
