import { createMailActivities } from '../../activities/mail.ts';
import { armCrashPoint, parseCrashPoint } from '../../adapters/crashPoint.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import { createMailOutbox } from '../../adapters/database/mailOutbox.ts';
import { createSmtpMail } from '../../adapters/mail/smtp.ts';

/** Delivers one row of the outbox as the worker does, in a process of its own that dies at CRASH_AT. */
const { DATABASE_URL = '', SMTP_URL = '', OUTBOX_ID = '', CRASH_AT } = process.env;
const crashAt = parseCrashPoint(CRASH_AT);
armCrashPoint(crashAt === 'malformed' ? undefined : crashAt);

const database = createDatabase({ url: DATABASE_URL, role: 'fairlead_worker', connections: 1 });
const mail = createSmtpMail({ url: SMTP_URL, from: 'Helioforge Partners <partners@helioforge.example>' });
const outbox = createMailOutbox(database);
await createMailActivities({ outbox, mail, publicUrl: 'http://localhost:3000' }).deliverMail({ outboxId: OUTBOX_ID });
await mail.close();
await database.$disconnect();
