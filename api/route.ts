import type { z } from 'zod';
import type { Ticket } from '../adapters/database/idempotencyPort.ts';
import type { Upload } from './middleware/readUpload.ts';
import type { Caller, KeyCaller, PersonCaller } from './auth/caller.ts';
import type { Access, Operation } from './operation.ts';

type CallerOf<A extends Access> = A extends { kind: 'anybody' }
  ? Caller | undefined
  : A extends { kind: 'person' }
    ? PersonCaller
    : KeyCaller | PersonCaller;

type ParsedOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A request after parsing and authorising; ids have the shape of ids. */
export type Exchange<O extends Operation = Operation> = {
  caller: CallerOf<O['access']>;
  ids: { readonly [Name in keyof O['ids']]: string };
  query: ParsedOf<O['query']>;
  body: ParsedOf<O['body']>;
  upload: O['upload'] extends true ? Upload : undefined;
  /** Present when the caller sent an Idempotency-Key; its hash covers method, path and body. */
  ticket: Ticket | undefined;
  /** The version the caller looked at; present where the operation asks for it. */
  ifMatch: string;
  /** Made for requests without a caller, whose body says who they are. */
  ticketFor: (caller: string, body: unknown) => Ticket | undefined;
  /** Asked for as a table. */
  wantsCsv: boolean;
  requestId: string;
  source: 'api' | 'web';
  now: Date;
};

/** `text` or `bytes`: the body as it goes out, for what has to be the same to the byte; else `body` becomes JSON. */
export type Reply = {
  status: number;
  body?: unknown;
  text?: string;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
};

export type Route = { operation: Operation; act: (exchange: Exchange) => Promise<Reply> };

/** Binds what is done to an operation of the contract; the server parses by the same schemas before it calls. */
export const route = <O extends Operation>(operation: O, act: (exchange: Exchange<O>) => Promise<Reply>): Route => ({
  operation,
  act: (exchange) => act(exchange as unknown as Exchange<O>),
});

/** An answer in the form in which it is kept for repeats. */
export const toStored = ({
  status,
  body,
  headers,
}: Reply): { status: number; headers: Record<string, string>; text: string } => ({
  status,
  headers: headers ?? {},
  text: JSON.stringify(body ?? null),
});

/** A kept answer, sent once more; says so. */
export const replay = ({
  status,
  headers,
  text,
}: {
  status: number;
  headers: Record<string, string>;
  text: string;
}): Reply => ({
  status,
  text,
  headers: { ...headers, 'Idempotency-Replayed': 'true' },
});
