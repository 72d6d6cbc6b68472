/** Lets the broker stop what it has started, and waits for that. */
export default async function globalTeardown() {
  const broker = globalThis.fairleadTestBroker;
  if (broker === undefined || broker.exitCode !== null) return;
  const ended = new Promise((resolve) => {
    broker.once('exit', resolve);
  });
  broker.kill('SIGTERM');
  await ended;
}
