import { once } from 'node:events';
import { addressBook } from '../../adapters/addressBook.ts';
import { armCrashPoint, parseCrashPoint } from '../../adapters/crashPoint.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Submission } from '../../adapters/database/port.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';

/** Receives one submission as the API does, in a process of its own that dies at CRASH_AT. */
const { DATABASE_URL = '', CRASH_AT } = process.env;
const crashAt = parseCrashPoint(CRASH_AT);
armCrashPoint(crashAt === 'malformed' ? undefined : crashAt);

const database = createDatabase({ url: DATABASE_URL, role: 'fairlead_api', connections: 1 });
process.send?.('ready');
const [submission] = (await once(process, 'message')) as [Submission];
const result = await createIntake({ database, addresses: addressBook }).receive(submission);
await database.$disconnect();
process.send?.(result, () => process.disconnect());
