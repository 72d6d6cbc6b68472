import { createDatabase } from '../adapters/database/client.ts';
import { createOpenWork } from '../adapters/database/openWork.ts';
import { readEnv } from '../adapters/env.ts';
import { createTemporalClient } from '../adapters/temporal/client.ts';
import { resumeWork, type Resumed } from '../adapters/temporal/resumeWork.ts';

/**
 * `npm run stories:resume`: after the Temporal database was lost. Everything that is open by the record and has no open
 * workflow gets one that goes on from the record. Safe to repeat; see docs/runbooks/restore.md.
 */
const CONNECTIONS = 10;

const line = ({ kind, open, resumed, running }: Record<keyof Resumed, string | number>): string =>
  [String(kind).padEnd(12), ...[open, resumed, running].map((cell) => String(cell).padStart(12))].join('');

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const database = createDatabase({ url: env.databaseUrl, role: 'fairlead_worker', connections: CONNECTIONS });
  const client = createTemporalClient(env.temporal);
  try {
    const { kinds, redelivered } = await resumeWork({ client, work: createOpenWork(database) });
    const rows = [{ kind: '', open: 'open', resumed: 'resumed', running: 'running' }, ...kinds];
    process.stdout.write(`${rows.map(line).join('\n')}\ncommands delivered once more: ${String(redelivered)}\n`);
  } finally {
    await Promise.all([client.connection.close(), database.$disconnect()]);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
