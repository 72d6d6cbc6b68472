import { Agent, request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: unknown };

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  /** A text goes as it is, everything else as JSON. */
  body?: unknown;
};

/** HTTP as a partner's program would speak it: kept connections, no retries, a limit on every wait. */
export type Http = {
  /** @throws Error when there is no answer (refused, reset, too late). */
  call: (call: Call) => Promise<Answer>;
  close: () => void;
};

const ANSWER_WITHIN_MS = 20_000;

export function createHttp(origin: string): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 2_000 });
  const { hostname, port } = new URL(origin);
  return {
    close: () => agent.destroy(),
    call: ({ method, path, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
        const outgoing = sendRequest(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: {
              ...(text === undefined
                ? {}
                : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
              ...headers,
            },
          },
          (incoming) => {
            const parts: Buffer[] = [];
            incoming.on('data', (part: Buffer) => parts.push(part));
            incoming.on('error', reject);
            incoming.on('end', () => {
              const answered = Buffer.concat(parts).toString('utf8');
              const isJson = incoming.headers['content-type']?.includes('json') === true && answered !== '';
              resolve({
                status: incoming.statusCode ?? 0,
                headers: incoming.headers,
                body: isJson ? (JSON.parse(answered) as unknown) : answered,
              });
            });
          },
        );
        outgoing.setTimeout(ANSWER_WITHIN_MS, () => outgoing.destroy(new Error(`no answer to ${method} ${path}`)));
        outgoing.on('error', reject);
        outgoing.end(text);
      }),
  };
}
