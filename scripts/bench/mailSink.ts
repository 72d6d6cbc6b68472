import { appendFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server of its own process that accepts everything and notes one Message-ID per line. Unlike the catcher of
 * `npm start` it forgets nothing and keeps no bodies. Arguments: port, file.
 */
const [port, file] = process.argv.slice(2);
if (port === undefined || file === undefined) throw new Error('mailSink <port> <file>');

const MESSAGE_ID = /^message-id:\s*<([^>\r\n]+)>/im;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, _session, callback) => {
    buffer(stream).then(
      (raw) => {
        // Written before the answer, so that an accepted mail is a noted one.
        appendFileSync(file, `${MESSAGE_ID.exec(raw.toString('utf8'))?.[1] ?? 'none'}\n`);
        callback();
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  },
});
// A worker that is killed breaks off in the middle: its own problem.
server.on('error', () => undefined);
server.listen(Number(port), '127.0.0.1', () => console.log('mail sink listens'));
process.once('SIGTERM', () => process.exit(0));
