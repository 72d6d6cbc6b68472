import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';

type Configuration = { forbidden: { name: string }[]; options: ICruiseOptions };
const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Configuration;

/** What each file of the innocent tree imports: every arrow that the architecture allows. */
const ALLOWED: Record<string, string> = {
  'domain/money.ts': 'export const one = 1;',
  'domain/quote.ts': "import { one } from './money.ts'; export const price = one;",
  'domain/errors.ts': "import { one } from './money.ts'; export const two = one;",
  'workflows/messages.ts': "import { one } from '../domain/money.ts'; export const queue = one;",
  'workflows/referral/story.ts':
    "import { proxyActivities } from '@temporalio/workflow'; import type { Activities } from '../../activities/index.ts'; import { queue } from '../messages.ts'; export const story = (a: Activities) => [proxyActivities, queue, a];",
  'activities/index.ts': "export type { Activities } from './claims.ts';",
  'activities/claims.ts':
    "import type { Database } from '../adapters/database/port.ts'; import { two } from '../domain/errors.ts'; import { queue } from '../workflows/messages.ts'; export type Activities = { a: Database }; export const claim = two + queue;",
  'adapters/clock.ts': 'export const clock = 1;',
  'adapters/env.ts': "import { clock } from './clock.ts'; export const env = clock;",
  'adapters/database/port.ts': 'export type Database = { read: number };',
  'adapters/database/client.ts':
    "import { PrismaClient } from '../../generated/prisma/client.ts'; import type { Database } from './port.ts'; export const client = (d: Database) => [PrismaClient, d];",
  'adapters/mail/smtp.ts': "import mailer from 'nodemailer'; export const smtp = mailer;",
  'adapters/temporal/stories.ts': "import { queue } from '../../workflows/messages.ts'; export const stories = queue;",
  'api/server.ts':
    "import type { Database } from '../adapters/database/port.ts'; import { two } from '../domain/errors.ts'; import { clock } from '../adapters/clock.ts'; export const server = (d: Database) => [d, two, clock];",
  'api/main.ts':
    "import { server } from './server.ts'; import { stories } from '../adapters/temporal/stories.ts'; export const main = [server, stories];",
  'generated/prisma/client.ts': "import prisma from '@prisma/client'; export const PrismaClient = prisma;",
  'generated/openapi.ts': 'export type paths = { a: 1 }; export const value = 1;',
  'web/main.tsx': "import type { paths } from '../generated/openapi.ts'; export const app: paths = { a: 1 };",
  'worker.ts':
    "import { story } from './workflows/referral/story.ts'; import { client } from './adapters/database/client.ts'; export const worker = [story, client];",
  'scripts/start.ts': "import { worker } from '../worker.ts'; export const start = worker;",
  'test/support/factories.ts': "import { story } from '../../workflows/referral/story.ts'; export const made = story;",
};

/** One violation per row: the rule, the file that breaks it, its text. */
const PLANTED: { rule: string; file: string; text: string }[] = [
  {
    rule: 'no-cycles',
    file: 'domain/money.ts',
    text: "import type { price } from './quote.ts'; export const one = 1 as unknown as typeof price;",
  },
  { rule: 'domain-imports-nothing', file: 'domain/zod.ts', text: "import { z } from 'zod'; export const a = z;" },
  {
    rule: 'domain-imports-nothing',
    file: 'domain/node.ts',
    text: "import { join } from 'node:path'; export const a = join;",
  },
  {
    rule: 'domain-imports-nothing',
    file: 'domain/port.ts',
    text: "import type { Database } from '../adapters/database/port.ts'; export type A = Database;",
  },
  {
    rule: 'workflows-see-only-types-of-activities',
    file: 'workflows/value.ts',
    text: "import { claim } from '../activities/claims.ts'; export const a = claim;",
  },
  {
    rule: 'workflows-see-only-domain',
    file: 'workflows/clock.ts',
    text: "import { clock } from '../adapters/clock.ts'; export const a = clock;",
  },
  {
    rule: 'workflows-see-only-domain',
    file: 'workflows/api.ts',
    text: "import type { server } from '../api/server.ts'; export type A = typeof server;",
  },
  {
    rule: 'workflows-use-only-the-workflow-sdk',
    file: 'workflows/node.ts',
    text: "import { readFileSync } from 'node:fs'; export const a = readFileSync;",
  },
  {
    rule: 'workflows-use-only-the-workflow-sdk',
    file: 'workflows/zod.ts',
    text: "import { z } from 'zod'; export const a = z;",
  },
  {
    rule: 'activities-see-only-ports',
    file: 'activities/client.ts',
    text: "import { client } from '../adapters/database/client.ts'; export const a = client;",
  },
  {
    rule: 'activities-see-only-ports',
    file: 'activities/env.ts',
    text: "import { env } from '../adapters/env.ts'; export const a = env;",
  },
  {
    rule: 'activities-see-only-ports',
    file: 'activities/server.ts',
    text: "import { server } from '../api/server.ts'; export const a = server;",
  },
  {
    rule: 'api-sees-only-ports',
    file: 'api/routes/direct.ts',
    text: "import { client } from '../../adapters/database/client.ts'; export const a = client;",
  },
  {
    rule: 'api-sees-only-ports',
    file: 'api/routes/activity.ts',
    text: "import { claim } from '../../activities/claims.ts'; export const a = claim;",
  },
  {
    rule: 'api-knows-no-workflow',
    file: 'api/routes/story.ts',
    text: "import { queue } from '../../workflows/messages.ts'; export const a = queue;",
  },
  {
    rule: 'api-knows-no-workflow',
    file: 'api/routes/sdk.ts',
    text: "import { Client } from '@temporalio/client'; export const a = Client;",
  },
  {
    rule: 'adapters-see-only-domain',
    file: 'adapters/mail/activity.ts',
    text: "import { claim } from '../../activities/claims.ts'; export const a = claim;",
  },
  {
    rule: 'adapters-see-only-domain',
    file: 'adapters/mail/server.ts',
    text: "import { server } from '../../api/server.ts'; export const a = server;",
  },
  {
    rule: 'only-the-temporal-adapter-knows-messages',
    file: 'adapters/mail/queue.ts',
    text: "import { queue } from '../../workflows/messages.ts'; export const a = queue;",
  },
  {
    rule: 'others-see-only-messages',
    file: 'adapters/temporal/story.ts',
    text: "import { story } from '../../workflows/referral/story.ts'; export const a = story;",
  },
  {
    rule: 'others-see-only-messages',
    file: 'activities/story.ts',
    text: "import { story } from '../workflows/referral/story.ts'; export const a = story;",
  },
  {
    rule: 'web-sees-only-generated-types',
    file: 'web/money.ts',
    text: "import { one } from '../domain/money.ts'; export const a = one;",
  },
  {
    rule: 'web-sees-only-generated-types',
    file: 'web/prisma.ts',
    text: "import type { PrismaClient } from '../generated/prisma/client.ts'; export type A = typeof PrismaClient;",
  },
  {
    rule: 'web-sees-generated-types-only-as-types',
    file: 'web/value.ts',
    text: "import { value } from '../generated/openapi.ts'; export const a = value;",
  },
  {
    rule: 'only-adapters-touch-vendors',
    file: 'activities/mail.ts',
    text: "import mailer from 'nodemailer'; export const a = mailer;",
  },
  { rule: 'only-adapters-touch-vendors', file: 'api/routes/sql.ts', text: "import pg from 'pg'; export const a = pg;" },
  {
    rule: 'only-adapters-touch-vendors',
    file: 'api/routes/model.ts',
    text: "import { PrismaClient } from '../../generated/prisma/client.ts'; export const a = PrismaClient;",
  },
  {
    rule: 'only-wiring-imports-wiring',
    file: 'adapters/mail/factories.ts',
    text: "import { made } from '../../test/support/factories.ts'; export const a = made;",
  },
  {
    rule: 'only-wiring-imports-wiring',
    file: 'web/worker.ts',
    text: "import { worker } from '../worker.ts'; export const a = worker;",
  },
  {
    rule: 'every-import-resolves',
    file: 'scripts/lost.ts',
    text: "import { lost } from './nowhere.ts'; export const a = lost;",
  },
  {
    rule: 'only-declared-packages',
    file: 'scripts/undeclared.ts',
    text: "import stray from 'stray'; export const a = stray;",
  },
  {
    rule: 'no-development-tools-in-production',
    file: 'adapters/mail/tool.ts',
    text: "import tool from 'jest'; export const a = tool;",
  },
];

const DEPENDENCIES = ['@prisma/client', '@temporalio/client', '@temporalio/workflow', 'nodemailer', 'pg', 'zod'];
const PACKAGES = [...DEPENDENCIES, 'jest', 'stray'];

function write(root: string, file: string, text: string): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Builds a small project in a folder of its own and reports "rule: file" for every violation found in it. */
async function violationsIn(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'fairlead-imports-'));
  try {
    for (const name of PACKAGES) {
      write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      write(root, `node_modules/${name}/index.js`, 'module.exports = {};');
    }
    const dependencies = Object.fromEntries(DEPENDENCIES.map((name) => [name, '1.0.0']));
    write(root, 'package.json', JSON.stringify({ name: 'planted', dependencies, devDependencies: { jest: '1.0.0' } }));
    for (const [file, text] of Object.entries(files)) write(root, file, text);
    const { output } = await cruise(['.'], {
      ...options,
      baseDir: root,
      ruleSet: { forbidden },
      validate: true,
    } as ICruiseOptions);
    return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe('the import rule', () => {
  let allowed: string[] = [];
  let planted: string[] = [];

  beforeAll(async () => {
    allowed = await violationsIn(ALLOWED);
    planted = await violationsIn({ ...ALLOWED, ...Object.fromEntries(PLANTED.map(({ file, text }) => [file, text])) });
  }, 60_000);

  it('finds nothing in a tree that keeps to the architecture', () => {
    expect(allowed).toEqual([]);
  });

  it.each(PLANTED)('$rule is found in $file', ({ rule, file }) => {
    expect(planted).toContain(`${rule}: ${file}`);
  });

  it('every rule of the configuration has a planted violation', () => {
    expect(forbidden.map(({ name }) => name).filter((name) => !PLANTED.some(({ rule }) => rule === name))).toEqual([]);
  });
});
