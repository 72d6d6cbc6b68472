import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

type Transfer = {
  id: string;
  object: 'transfer';
  amount: number;
  currency: string;
  destination: string;
  group: string;
};

/**
 * What the far side or the way there does to a request. `drop`: it never arrives. `dropAnswer`: it is done, and nobody hears of it.
 * `delay`: it is done late. `error`: it is not done, and says 500. `again`: the network delivers it twice.
 */
export type StripeFault = 'drop' | 'dropAnswer' | 'delay' | 'error' | 'again';

export type FakeStripe = {
  url: string;
  /** What becomes of the next creations, one after the other; afterwards all goes well. */
  next(...faults: StripeFault[]): void;
  /** As Stripe forgets keys of idempotency after a day. */
  forgetKeys(): void;
  /** Accounts that take no transfer, and the code with which Stripe says so. */
  refuse(accountId: string, code: string): void;
  timesPaid(group: string): number;
  close(): Promise<void>;
};

export const STRIPE_TEST_KEY = 'sk_test_known_to_everybody';
const DELAY_MS = 300;

type Shop = {
  transfers: Transfer[];
  byKey: Map<string, Transfer>;
  refused: Map<string, string>;
  faults: StripeFault[];
};

/** As much of Stripe's transfers as the rail asks for, with a memory, on a port of its own. */
export async function startFakeStripe(): Promise<FakeStripe> {
  const shop: Shop = { transfers: [], byKey: new Map(), refused: new Map(), faults: [] };
  const server = createServer((request, response) => {
    void answer(shop, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    next: (...faults) => {
      shop.faults.push(...faults);
    },
    forgetKeys: () => {
      shop.byKey.clear();
    },
    refuse: (accountId, code) => {
      shop.refused.set(accountId, code);
    },
    timesPaid: (group) => shop.transfers.filter((transfer) => transfer.group === group).length,
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
    const group = url.searchParams.get('transfer_group');
    const data = shop.transfers.filter((transfer) => transfer.group === group).map(publicOf);
    say(response, 200, { object: 'list', data, has_more: false, url: '/v1/transfers' });
  } else {
    await create(shop, request, response);
  }
}

async function create(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const key = String(request.headers['idempotency-key']);
  const fault = shop.faults.shift();
  if (fault === 'drop') {
    response.destroy();
    return;
  }
  if (fault === 'error') {
    say(response, 500, { error: { type: 'api_error', message: 'Something went wrong' } });
    return;
  }
  if (fault === 'delay') await pause(DELAY_MS);
  const code = shop.refused.get(body.get('destination') ?? '');
  if (code !== undefined) {
    const error = { type: 'invalid_request_error', code, param: 'destination', message: 'No such thing: acct_secret' };
    say(response, 400, { error });
    return;
  }
  const transfer = transferFor(shop, key, body);
  if (fault === 'again') transferFor(shop, key, body);
  if (fault === 'dropAnswer') response.destroy();
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
