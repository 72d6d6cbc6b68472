import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { anyFreePort, createPortFinder } from '../../scripts/servers/ports.ts';

describe('a port that is wished for', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });
  const occupy = (port: number, host: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      servers.push(server);
      server.once('error', reject);
      server.listen(port, host, resolve);
    });

  it('is given when it is free', async () => {
    const port = await anyFreePort();
    expect(await createPortFinder()(port)).toBe(port);
  });

  it.each(['127.0.0.1', '0.0.0.0'])('moves aside when somebody listens on it at %s', async (host) => {
    const port = await anyFreePort();
    await occupy(port, host);
    const given = await createPortFinder()(port);
    expect(given).toBeGreaterThan(port);
    expect(given).toBeLessThan(port + 100);
  });

  it('is never given twice by one start, also before its server listens', async () => {
    const find = createPortFinder();
    const port = await anyFreePort();
    const given = await Promise.all([find(port), find(port), find(port)]);
    expect(new Set(given).size).toBe(3);
  });
});
