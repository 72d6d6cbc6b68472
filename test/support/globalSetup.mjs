import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BROKER_START_TIMEOUT_MS = 180_000;

/**
 * Starts the broker, which starts each server when the first test asks for it: a run of pure tests starts none. It is a
 * process of its own, so that it answers while a test computes, and ends by itself when this one is gone.
 */
export default async function globalSetup() {
  const brokerFile = fileURLToPath(new URL('serverBroker.ts', import.meta.url));
  const broker = spawn(process.execPath, ['--import', 'tsx', brokerFile], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the broker of the test servers did not start')),
      BROKER_START_TIMEOUT_MS,
    );
    broker.once('message', (message) => {
      clearTimeout(timer);
      resolve(message);
    });
    broker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the broker of the test servers ended with ${code}`));
    });
  });
  process.env['FAIRLEAD_TEST_BROKER'] = url;
  globalThis.fairleadTestBroker = broker;
}
