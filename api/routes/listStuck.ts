import type { Watch } from '../../adapters/database/watchPort.ts';
import { listStuck } from '../operations/setup.ts';
import { route } from '../route.ts';

export const listStuckRoute = ({ watch }: { watch: Watch }) =>
  route(listStuck, async ({ now }) => {
    const found = await watch.stuck(now);
    return { status: 200, body: { data: found.map((work) => ({ ...work, since: work.since.toISOString() })) } };
  });
