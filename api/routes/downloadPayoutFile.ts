import type { PayoutDesk } from '../../adapters/database/payoutDeskPort.ts';
import { csvFile } from '../csvFile.ts';
import { downloadPayoutFile } from '../operations/money.ts';
import { route } from '../route.ts';

export const downloadPayoutFileRoute = ({ payoutDesk }: { payoutDesk: PayoutDesk }) =>
  route(downloadPayoutFile, async ({ caller, ids, query, now }) => {
    const { text } = await payoutDesk.takeFile({ runId: ids.id, userId: caller.id, reason: query.reason, at: now });
    return csvFile(`${ids.id}.csv`, text);
  });
