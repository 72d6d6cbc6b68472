import type { PayoutDesk } from '../../adapters/database/payoutDeskPort.ts';
import { downloadPayoutFile } from '../operations/money.ts';
import { route } from '../route.ts';

export const downloadPayoutFileRoute = ({ payoutDesk }: { payoutDesk: PayoutDesk }) =>
  route(downloadPayoutFile, async ({ caller, ids, query, now }) => {
    const { text } = await payoutDesk.takeFile({ runId: ids.id, userId: caller.id, reason: query.reason, at: now });
    return {
      status: 200,
      text,
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${ids.id}.csv"`,
      },
    };
  });
