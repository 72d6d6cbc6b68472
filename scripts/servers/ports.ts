import { createServer } from 'node:net';

/** How far we move aside before giving up. */
const PORTS_TRIED_MAX = 100;

const listens = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      const opened = typeof address === 'object' && address !== null ? address.port : undefined;
      probe.close(() => resolve(opened));
    });
  });

/** A port nobody listens on at this moment, on loopback. */
export async function anyFreePort(): Promise<number> {
  const port = await listens(0, '127.0.0.1');
  if (port === undefined) throw new Error('This machine gives no port on 127.0.0.1');
  return port;
}

/**
 * The preferred port, or the next free one above it. Ports it has given are remembered, so that two servers which start
 * at the same time never get the same.
 */
export function createPortFinder(): (preferred: number) => Promise<number> {
  const given = new Set<number>();
  return async (preferred) => {
    for (let port = preferred; port < Math.min(preferred + PORTS_TRIED_MAX, 65_536); port += 1) {
      if (given.has(port)) continue;
      given.add(port);
      // A server of somebody else may listen on one of the families only.
      if ((await listens(port, '127.0.0.1')) !== undefined && (await isFreeOnAllInterfaces(port))) return port;
      given.delete(port);
    }
    throw new Error(`No free port from ${preferred} on: stop something or set another port`);
  };
}

const isFreeOnAllInterfaces = async (port: number): Promise<boolean> => (await listens(port, '0.0.0.0')) !== undefined;
