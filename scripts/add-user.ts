import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createDatabase } from '../adapters/database/client.ts';
import { createSetup } from '../adapters/database/setup.ts';
import { readEnv } from '../adapters/env.ts';
import { createPasswords } from '../adapters/passwords/argon2.ts';
import { isRole, PARTNER_ROLES, ROLES } from '../domain/approval/roles.ts';

/**
 * `npm run user:add -- --name "Olga Petersen" --email olga@vendor.example --role program_admin` makes a person of ours,
 * the first of an installation above all; further people are made in the console. Prints a password, once.
 */
const CONNECTIONS = 1;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { name: { type: 'string' }, email: { type: 'string' }, role: { type: 'string', multiple: true } },
  });
  const { name, email, role: roles = [] } = values;
  const internal = ROLES.filter((role) => !PARTNER_ROLES.includes(role));
  const known = roles.filter(isRole).filter((role) => internal.includes(role));
  if (name === undefined || email?.includes('@') !== true || known.length === 0 || known.length !== roles.length) {
    throw new Error(`usage: --name "…" --email … --role … (${internal.join(', ')}; several times for several)`);
  }
  const env = readEnv(process.env);
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await createPasswords().hash(password);
  const database = createDatabase({ url: env.databaseUrl, role: 'fairlead_api', connections: CONNECTIONS });
  try {
    await createSetup(database).once(undefined, async (writes) => {
      await writes.createUser({ name, email, roles: known, partnerId: undefined, passwordHash, at: new Date() });
      return { status: 201, headers: {}, text: '' };
    });
  } finally {
    await database.$disconnect();
  }
  process.stdout.write(`${email} may sign in with the password ${password}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
