import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Transfer = {
  id: string;
  object: 'transfer';
  /** Minor units. */
  amount: number;
  /** Small letters, as Stripe writes them. */
  currency: string;
  destination: string;
  group: string;
};

/**
 * What the far side or the way there does to a request. `drop`: it never arrives. `dropAnswer`: it is done, and nobody hears of it.
 * `hide`: the same, and the next look-ups do not see it yet. `delay`: it is done late. `error`: it is not done, and says 500.
 * `again`: the network delivers it twice. `refuse`: the account is said to be closed, for this key as often as it is asked.
 */
export type StripeFault = 'drop' | 'dropAnswer' | 'hide' | 'delay' | 'error' | 'again' | 'refuse';

export type FakeStripe = {
  url: string;
  /** What becomes of the next creations, one after the other; afterwards all goes as `faults` say. */
  next(...faults: StripeFault[]): void;
  /** As Stripe forgets keys of idempotency after a day. */
  forgetKeys(): void;
  /** Accounts that take no transfer, and the code with which Stripe says so. */
  refuse(accountId: string, code: string): void;
  timesPaid(group: string): number;
  /** Everything that was paid, in order: what the far side says of itself. */
  transfers(): readonly Transfer[];
  close(): Promise<void>;
};

/** What goes wrong with each request, asked when it comes. */
export type StripeFaults = {
  /** By its key of idempotency; undefined when nothing does. */
  ofCreation: (key: string) => StripeFault | undefined;
  /** Whether a look-up is answered with 500. */
  failsLookup: () => boolean;
  delayMs: number;
};

export const STRIPE_TEST_KEY = 'sk_test_known_to_everybody';
const HONEST: StripeFaults = { ofCreation: () => undefined, failsLookup: () => false, delayMs: 300 };
/** The look-up after a lost answer, and the one before the repeat. */
const HIDDEN_LOOKUPS = 2;

type Shop = {
  transfers: Transfer[];
  byKey: Map<string, Transfer>;
  /** How many more look-ups see nothing of a group. */
  hidden: Map<string, number>;
  /** Accounts and keys that take no transfer. */
  refused: Map<string, string>;
  next: StripeFault[];
  faults: StripeFaults;
};

/** As much of Stripe's transfers as the rail asks for, with a memory, on a port of its own. */
export async function startFakeStripe(faults: StripeFaults = HONEST): Promise<FakeStripe> {
  const shop: Shop = { transfers: [], byKey: new Map(), hidden: new Map(), refused: new Map(), next: [], faults };
  const server = createServer((request, response) => {
    // Whoever asks may be killed in the middle of it.
    answer(shop, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    next: (...next) => {
      shop.next.push(...next);
    },
    forgetKeys: () => {
      shop.byKey.clear();
    },
    refuse: (accountId, code) => {
      shop.refused.set(accountId, code);
    },
    timesPaid: (group) => shop.transfers.filter((transfer) => transfer.group === group).length,
    transfers: () => shop.transfers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stripe.test');
  if (request.headers.authorization !== `Bearer ${STRIPE_TEST_KEY}`) {
    say(response, 401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } });
  } else if (url.pathname !== '/v1/transfers') {
    say(response, 404, { error: { type: 'invalid_request_error', message: 'Unrecognized request URL' } });
  } else if (request.method === 'GET') {
    list(shop, url.searchParams.get('transfer_group') ?? '', response);
  } else {
    await create(shop, request, response);
  }
}

const WENT_WRONG = { error: { type: 'api_error', message: 'Something went wrong' } };

function list(shop: Shop, group: string, response: ServerResponse): void {
  if (shop.faults.failsLookup()) {
    say(response, 500, WENT_WRONG);
    return;
  }
  const hidden = shop.hidden.get(group) ?? 0;
  shop.hidden.set(group, hidden - 1);
  const data = hidden > 0 ? [] : shop.transfers.filter((transfer) => transfer.group === group).map(publicOf);
  say(response, 200, { object: 'list', data, has_more: false, url: '/v1/transfers' });
}

/** Currencies that no account of Stripe has. */
const NOT_CARRIED: readonly string[] = ['clf', 'cup', 'uyw'];

async function create(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const key = String(request.headers['idempotency-key']);
  const fault = shop.next.shift() ?? shop.faults.ofCreation(key);
  if (fault === 'drop') {
    response.destroy();
    return;
  }
  if (fault === 'error') {
    say(response, 500, WENT_WRONG);
    return;
  }
  if (fault === 'delay') await pause(shop.faults.delayMs);
  if (fault === 'refuse' && !shop.byKey.has(key)) shop.refused.set(key, 'account_closed');
  const code = shop.refused.get(key) ?? shop.refused.get(body.get('destination') ?? '');
  if (code !== undefined) {
    const error = { type: 'invalid_request_error', code, param: 'destination', message: 'No such thing: acct_secret' };
    say(response, 400, { error });
    return;
  }
  const currency = body.get('currency') ?? '';
  if (NOT_CARRIED.includes(currency)) {
    const error = { type: 'invalid_request_error', param: 'currency', message: `Invalid currency: ${currency}` };
    say(response, 400, { error });
    return;
  }
  const transfer = transferFor(shop, key, body);
  if (fault === 'again') transferFor(shop, key, body);
  if (fault === 'hide') shop.hidden.set(transfer.group, HIDDEN_LOOKUPS);
  if (fault === 'dropAnswer' || fault === 'hide') response.destroy();
  else say(response, 200, publicOf(transfer));
}

/** Whoever comes with a known key gets the first answer. */
function transferFor(shop: Shop, key: string, body: URLSearchParams): Transfer {
  const known = shop.byKey.get(key);
  if (known !== undefined) return known;
  const transfer: Transfer = {
    id: `tr_${String(shop.transfers.length + 1)}`,
    object: 'transfer',
    amount: Number(body.get('amount')),
    currency: body.get('currency') ?? '',
    destination: body.get('destination') ?? '',
    group: body.get('transfer_group') ?? '',
  };
  shop.transfers.push(transfer);
  shop.byKey.set(key, transfer);
  return transfer;
}

const publicOf = ({ group, ...transfer }: Transfer): object => ({ ...transfer, transfer_group: group });

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
