import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listPrograms } from '../operations/setup.ts';
import { presentProgram } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const listProgramsRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listPrograms, async ({ caller }) => {
    const programs = await setupReads.programs(caller.partnerId);
    return { status: 200, body: { data: programs.map((program) => presentProgram(program, caller.language)) } };
  });
