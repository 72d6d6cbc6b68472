import type { Commands } from '../../adapters/database/port.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { scopeOf, type Caller } from '../auth/caller.ts';
import { presentCommand } from '../giveCommand.ts';
import { readCommand } from '../operations/commands.ts';
import { route } from '../route.ts';

const RUN_READERS = ['finance_preparer', 'finance_approver', 'auditor'] as const;

const mayReadRuns = (caller: Caller): boolean =>
  caller.kind === 'user' && caller.partnerId === null && RUN_READERS.some((role) => caller.roles.includes(role));

/** Who gave a command reads what became of it, and so does everybody who reads what it is about. */
export const readCommandRoute = ({ commands, reads }: { commands: Commands; reads: Reads }) =>
  route(readCommand, async ({ caller, ids }) => {
    const status = await commands.find(ids.id);
    if (status === undefined) throw new AppError({ code: 'not_found' });
    const isOwn = status.actor.id === caller.id;
    const isReadable =
      status.referralId === null
        ? mayReadRuns(caller)
        : isOwn || (await reads.referral(scopeOf(caller), status.referralId)) !== undefined;
    if (!isOwn && !isReadable) throw new AppError({ code: 'not_found' });
    return { status: 200, body: presentCommand(status) };
  });
