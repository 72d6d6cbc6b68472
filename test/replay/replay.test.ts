import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/workflowBundle.ts';

const FOLDER = fileURLToPath(new URL('histories/', import.meta.url));
const PATHS_MIN = 30;
const BUNDLE_TIMEOUT_MS = 120_000;

let bundle: { codePath: string };

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  bundle = await workflowBundle();
}, BUNDLE_TIMEOUT_MS);

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

describe('stories that were told once', () => {
  it('are many: a change of the story meets every path', () => {
    expect(files.length).toBeGreaterThanOrEqual(PATHS_MIN);
  });

  it.each(files)('%s replays on the present code', async (file) => {
    const history: unknown = JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8'));
    await expect(Worker.runReplayHistory({ workflowBundle: bundle }, history)).resolves.toBeUndefined();
  });

  it('notice when the code tells another story', async () => {
    const history = JSON.parse(readFileSync(`${FOLDER}${files[0] ?? ''}`, 'utf8')) as {
      events: { eventType: string }[];
    };
    const marker = history.events.findIndex(({ eventType }) => eventType === 'EVENT_TYPE_MARKER_RECORDED');
    const changed = { ...history, events: history.events.filter((_, place) => place !== marker) };
    await expect(Worker.runReplayHistory({ workflowBundle: bundle }, changed)).rejects.toThrow();
  });
});
