import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReplayError, Worker, type ReplayResult } from '@temporalio/worker';
import { referralWorkflowId } from '../../workflows/messages.ts';
import { quietTemporal } from '../support/quietTemporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

const FOLDER = fileURLToPath(new URL('histories/', import.meta.url));
const PATHS_MIN = 30;
const BUNDLE_TIMEOUT_MS = 120_000;

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

let asked: { workflowId: string; history: RecordedHistory };
let replays: AsyncIterableIterator<ReplayResult>;

/** What is asked for is what comes next. */
function* histories() {
  for (;;) yield asked;
}

beforeAll(async () => {
  quietTemporal();
  replays = Worker.runReplayHistories({ workflowBundle: await workflowBundle() }, histories());
}, BUNDLE_TIMEOUT_MS);

afterAll(() => replays.return?.());

/** By the one worker of this file: one for each history would load the bundle each time. */
async function replay(history: RecordedHistory): Promise<ReplayResult> {
  asked = { history, workflowId: workflowIdOf(history) ?? 'fake' };
  return ((await replays.next()) as IteratorYieldResult<ReplayResult>).value;
}

describe('stories that were told once', () => {
  it('are many: a change of the story meets every path', () => {
    expect(files.length).toBeGreaterThanOrEqual(PATHS_MIN);
  });

  it.each(files)('%s replays on the present code', async (file) => {
    expect((await replay(read(file))).error).toBeUndefined();
  });

  it('notice when the code tells another story', async () => {
    const history = read(files[0] ?? '');
    const marker = history.events.findIndex(({ eventType }) => eventType === 'EVENT_TYPE_MARKER_RECORDED');
    const changed = { ...history, events: history.events.filter((_, place) => place !== marker) };
    expect((await replay(changed)).error).toBeInstanceOf(ReplayError);
  });
});
