import { appendFileSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server of its own process that accepts everything and notes one mail per line: Message-ID, mode, time. Unlike the catcher of
 * `npm start` it forgets nothing and keeps no bodies. A run of chaos makes it misbehave by what it writes into the mode
 * file (`MailMode`). Arguments: port, file, mode file.
 */
const [port, file, modeFile] = process.argv.slice(2);
if (port === undefined || file === undefined || modeFile === undefined)
  throw new Error('mailSink <port> <file> <mode>');

const NOT_NOW = Object.assign(new Error('not now'), { responseCode: 451 });

const MESSAGE_ID = /^message-id:\s*<([^>\r\n]+)>/im;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, session, callback) => {
    buffer(stream).then(
      (raw) => {
        const mode = readFileSync(modeFile, 'utf8');
        if (mode === 'refuse') callback(NOT_NOW);
        if (mode === 'close') hangUp(session);
        if (mode !== 'accept' && mode !== 'lose') return;
        // Written before the answer, so that an accepted mail is a noted one.
        const id = MESSAGE_ID.exec(raw.toString('utf8'))?.[1] ?? 'none';
        appendFileSync(file, `${id} ${mode} ${String(Date.now())}\n`);
        if (mode === 'lose') hangUp(session);
        else callback();
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  },
});
/** The connection goes without a word. */
function hangUp({ id }: { id: string }): void {
  for (const connection of server.connections) {
    if (connection.id === id) connection._socket.destroy();
  }
}

// A worker that is killed breaks off in the middle: its own problem.
server.on('error', () => undefined);
server.listen(Number(port), '127.0.0.1', () => console.log('mail sink listens'));
process.once('SIGTERM', () => process.exit(0));
