import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { nextStepOf } from '../../domain/referral/explain.ts';
import { toClockRecord } from '../../domain/sla/clocks.ts';
import { launchBrowser } from '../support/browser.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { partner, program, refer, type PartnerWorld } from '../support/apiWorld.ts';
import { testServers } from '../support/servers.ts';
import { RECEIVED_AT, missedAt, stateIn } from '../support/storyStates.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

const HOUR_MS = 3_600_000;

let api: ApiServer;
let browser: Browser;
let own: PartnerWorld;
let rep: Someone;
let id: string;

/** A referral whose first contact has been due for an hour, as its story has written it. */
async function plantLate(): Promise<void> {
  const shiftMs = Date.now() - RECEIVED_AT - 25 * HOUR_MS;
  const moved = JSON.parse(
    JSON.stringify(missedAt(stateIn('accepted', { ownerId: rep.id }), 'first_contact', 100)),
    (_, value: unknown) => (typeof value === 'number' && value >= RECEIVED_AT ? value + shiftMs : value),
  ) as ReturnType<typeof stateIn>;
  const { dueAt, ...next } = nextStepOf(moved);
  await api.planted.referral.update({
    where: { id },
    data: {
      stage: 'accepted',
      ownerId: rep.id,
      next: { ...next, dueAt },
      clocks: moved.clocks.map(toClockRecord),
      dueAt: dueAt === null ? null : new Date(dueAt),
      expiresAt: new Date(moved.expiresAt ?? 0),
    },
  });
}

beforeAll(async () => {
  api = await startApiServer(await testServers.webApp());
  own = await partner(api, { programIds: [await program(api)], name: 'Brightwater Consulting' });
  rep = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  id = await refer(api, own.key);
  await plantLate();
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

describe('a referral that is late, in a browser', () => {
  it('the partner reads what was due, that a manager knows, and by when they hear from us', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.goto(`/referrals/${id}`);
    await ada.getByText('We are late: Nora Lindqvist should have reached out by').waitFor();
    expect(await ada.getByText(/A manager knows; you hear from us by/).count()).toBe(1);
    await checkPage(ada, 'late-partner');
    await ada.context().close();
  }, 240_000);

  it('the owner reads how late it is and when it moves to the next person', async () => {
    const nora = await enterAs(browser, api.url, rep.email);
    await nora.goto(`/referrals/${id}`);
    await nora.getByText(/At 150\s% \(.*\) it moves to the next person on duty\./).waitFor();
    await checkPage(nora, 'late-owner');
    await nora.context().close();
  }, 240_000);
});
