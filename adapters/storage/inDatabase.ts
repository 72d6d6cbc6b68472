import { databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import { newId } from '../ids.ts';
import type { FileStorage } from './port.ts';

/** Files beside everything else: one backup has both, and there is no second place whose rights could differ. */
export const createDatabaseStorage = (database: Database): FileStorage => ({
  put: async (bytes) => {
    try {
      const fileId = newId('file');
      await database.fileContent.create({ data: { fileId, content: Uint8Array.from(bytes) } });
      return fileId;
    } catch (error) {
      throw databaseError(error);
    }
  },
  read: async (id) => {
    try {
      return (await database.fileContent.findUnique({ where: { fileId: id } }))?.content;
    } catch (error) {
      throw databaseError(error);
    }
  },
});
