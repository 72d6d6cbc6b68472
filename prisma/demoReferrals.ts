import { setTimeout as pause } from 'node:timers/promises';
import { JOURNEYS, SPLITS } from './demoStories.ts';
import { SUBMISSIONS } from './demoSubmissions.ts';
import type { Company } from './demoSubmissions.ts';
import type { DemoPeople } from './seed.ts';

const ACCEPTED_WITHIN_MS = 20_000;

/** As whom it calls: a session, or a partner's key. */
type Api = { url: string; as: { cookie: string } | { authorization: string } };

/** Once, on an installation without referrals; the API and the worker must be running. */
export async function seedDemoReferrals(args: {
  apiUrl: string;
  people: DemoPeople;
  say: (line: string) => void;
}): Promise<void> {
  const { apiUrl, people } = args;
  const manager = people.users.find(({ role }) => role === 'sales_manager');
  if (manager === undefined) throw new Error('the demo has no sales manager');
  const cookie = await signIn(apiUrl, manager);
  const api: Api = { url: apiUrl, as: { cookie } };
  if (((await call(api, 'GET', '/v1/referrals?limit=1')) as { data: unknown[] }).data.length > 0) return;
  for (const [place, submission] of SUBMISSIONS.entries()) {
    const id = await submit(apiUrl, people, submission, place);
    const steps = JOURNEYS[submission.company];
    if (steps === undefined) continue;
    await untilAccepted(api, id);
    const partner: Api = { url: apiUrl, as: { authorization: `Bearer ${keyOf(people, submission)}` } };
    for (const [number, { command, body, by }] of steps.entries())
      await call(
        by === 'partner' ? partner : api,
        'POST',
        `/v1/referrals/${id}/${command}`,
        body,
        `demo-${id}-${String(number)}`,
      );
    const split = SPLITS[submission.company];
    if (split !== undefined) await agree({ api, people, id }, submission, split);
    args.say(`demo: ${submission.company}`);
  }
}

type Shared = { api: Api; people: DemoPeople; id: string };

/** The sales manager proposes it, an administrator of the partner that referred the company agrees. */
async function agree(
  { api, people: { partners }, id }: Shared,
  { partner: referrer }: Company,
  { partner: other, basisPoints }: (typeof SPLITS)[string],
): Promise<void> {
  const named = (name: string): DemoPeople['partners'][number] => {
    const found = partners.find((partner) => partner.name === name);
    if (found === undefined) throw new Error(`the demo has no partner ${name}`);
    return found;
  };
  const path = `/v1/referrals/${id}/split`;
  const wish = { partnerId: named(other).id, basisPoints };
  const { split } = (await call(api, 'POST', path, wish, `demo-${id}-split`)) as { split: { id: string } };
  const { userEmail: email, password } = named(referrer);
  const admin: Api = { url: api.url, as: { cookie: await signIn(api.url, { email, password }) } };
  await call(admin, 'POST', `${path}/answer`, { splitId: split.id, answer: 'agreed' }, `demo-${id}-split-answer`);
}

const keyOf = ({ partners }: DemoPeople, { partner }: Company): string =>
  partners.find(({ name }) => name === partner)?.apiKey ?? '';

async function submit(apiUrl: string, people: DemoPeople, given: Company, place: number): Promise<string> {
  const partner = people.partners.find(({ name }) => name === given.partner);
  const program =
    given.program === undefined ? people.programs[0] : people.programs.find(({ name }) => name === given.program);
  if (partner === undefined || program === undefined) throw new Error(`the demo has no partner ${given.partner}`);
  const response = await fetch(`${apiUrl}/v1/referrals`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${partner.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': `demo-${String(place)}`,
    },
    body: JSON.stringify({
      programId: program.id,
      prospect: {
        name: given.prospect,
        email:
          given.email ??
          `${given.prospect.split(' ').at(-1)?.toLowerCase() ?? 'info'}@${given.domain?.replace('www.', '') ?? ''}`,
      },
      company: { name: given.company, ...(given.domain === undefined ? {} : { domain: given.domain }) },
      need: given.need,
      productLine: given.product,
      estimatedValue: { amount: given.value, currency: 'EUR' },
      consent: { basis: 'consent' },
    }),
  });
  if (!response.ok)
    throw new Error(`demo referral ${given.company}: ${String(response.status)} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

async function untilAccepted(api: Api, id: string): Promise<void> {
  const deadline = Date.now() + ACCEPTED_WITHIN_MS;
  while (Date.now() < deadline) {
    const { stage } = (await call(api, 'GET', `/v1/referrals/${id}`)) as { stage: string };
    if (stage === 'accepted') return;
    await pause(100);
  }
  throw new Error(`demo referral ${id} was not accepted in time`);
}

async function signIn(apiUrl: string, { email, password }: { email: string; password: string }): Promise<string> {
  const response = await fetch(`${apiUrl}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'fairlead' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || cookie === undefined) throw new Error(`demo sign-in: ${String(response.status)}`);
  return cookie;
}

async function call({ url, as }: Api, method: string, path: string, body?: unknown, key?: string): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...as,
      'content-type': 'application/json',
      'x-requested-with': 'fairlead',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`demo ${method} ${path}: ${String(response.status)} ${await response.text()}`);
  return response.json();
}
