import autocannon from 'autocannon';
import type { Call } from './http.ts';

export type ClosedLoop = { perSecond: number; p50: number; p99: number; errors: number; answered: number };

/** As fast as the server answers, on that many connections; every request is another one. */
export async function closedLoop(args: {
  origin: string;
  connections: number;
  seconds: number;
  call: () => Call;
}): Promise<ClosedLoop> {
  const { origin, connections, seconds, call } = args;
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const { method, path, headers, body } = call();
          return {
            ...request,
            method,
            path,
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
        },
      },
    ],
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.timeouts + result.non2xx,
    answered: result['2xx'],
  };
}
