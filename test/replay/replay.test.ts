import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { referralWorkflowId } from '../../workflows/messages.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

const FOLDER = fileURLToPath(new URL('histories/', import.meta.url));
const PATHS_MIN = 30;
const BUNDLE_TIMEOUT_MS = 120_000;

let bundle: { codePath: string };

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  bundle = await workflowBundle();
}, BUNDLE_TIMEOUT_MS);

type RecordedHistory = {
  events: {
    eventType: string;
    workflowExecutionStartedEventAttributes?: { input?: { payloads: { data: string }[] } };
  }[];
};

const read = (file: string): RecordedHistory => JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')) as RecordedHistory;

/** A history does not name its workflow; the story of a referral takes its record only under the id that is its own. */
function workflowIdOf({ events }: RecordedHistory): string | undefined {
  const [payload] = events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const input = JSON.parse(Buffer.from(payload?.data ?? '', 'base64').toString() || '{}') as { referralId?: string };
  return input.referralId === undefined ? undefined : referralWorkflowId(input.referralId);
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

describe('stories that were told once', () => {
  it('are many: a change of the story meets every path', () => {
    expect(files.length).toBeGreaterThanOrEqual(PATHS_MIN);
  });

  it.each(files)('%s replays on the present code', async (file) => {
    const history = read(file);
    const replayed = Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowIdOf(history));
    await expect(replayed).resolves.toBeUndefined();
  });

  it('notice when the code tells another story', async () => {
    const history = read(files[0] ?? '');
    const marker = history.events.findIndex(({ eventType }) => eventType === 'EVENT_TYPE_MARKER_RECORDED');
    const changed = { ...history, events: history.events.filter((_, place) => place !== marker) };
    await expect(Worker.runReplayHistory({ workflowBundle: bundle }, changed)).rejects.toThrow();
  });
});
