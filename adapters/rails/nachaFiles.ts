import { databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import { AppError } from '../../domain/errors.ts';
import type { NachaOccasion } from './nacha.ts';

/** A bank tells two files of one day by a letter. */
const MODIFIERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

type FileRow = { made_at: Date; number: number };

/**
 * When the file of a run was made, and which one of its day it is; the same whenever it is asked for.
 * @throws AppError `rail_unavailable` when the day has no letter left, or another file took the same one at this moment
 */
export async function nachaOccasion(database: Database, runId: string): Promise<NachaOccasion> {
  let row: FileRow | undefined;
  try {
    await database.$executeRaw`
      INSERT INTO nacha_files(run_id, made_on, number)
      SELECT ${runId}, (now() AT TIME ZONE 'UTC')::date, 1 + count(*) FROM nacha_files
      WHERE made_on = (now() AT TIME ZONE 'UTC')::date
      HAVING count(*) < ${MODIFIERS.length} ON CONFLICT DO NOTHING`;
    [row] = await database.$queryRaw<FileRow[]>`SELECT made_at, number FROM nacha_files WHERE run_id = ${runId}`;
  } catch (error) {
    throw databaseError(error);
  }
  const modifier = row === undefined ? undefined : MODIFIERS[row.number - 1];
  if (row === undefined || modifier === undefined) {
    throw new AppError({ code: 'rail_unavailable', cause: 'there is no letter for the file of this day now' });
  }
  return { at: row.made_at, modifier };
}
