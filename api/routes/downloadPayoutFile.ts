import type { PayoutDesk } from '../../adapters/database/payoutDeskPort.ts';
import { railFacts } from '../../domain/commission/rails.ts';
import { AppError } from '../../domain/errors.ts';
import { downloadPayoutFile } from '../operations/money.ts';
import { route } from '../route.ts';
import { textFile } from '../textFile.ts';

export const downloadPayoutFileRoute = ({ payoutDesk }: { payoutDesk: PayoutDesk }) =>
  route(downloadPayoutFile, async ({ caller, ids, query, now }) => {
    const taken = await payoutDesk.takeFile({ runId: ids.id, userId: caller.id, reason: query.reason, at: now });
    const form = railFacts(taken.rail).file;
    if (form === null) throw new AppError({ code: 'internal_error', cause: `the rail ${taken.rail} makes no file` });
    return textFile(`${ids.id}.${form.ending}`, form.mediaType, taken.text);
  });
