import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { readProgram } from '../operations/setup.ts';
import { presentProgram } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const readProgramRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(readProgram, async ({ caller, ids }) => {
    const program = await setupReads.program(ids.id, caller.partnerId);
    if (program === undefined) throw new AppError({ code: 'not_found' });
    return { status: 200, body: presentProgram(program, caller.language) };
  });
