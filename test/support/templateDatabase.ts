import { migrate } from '../../scripts/migrate.ts';

/** Migrated once; each test file gets a copy. */
export const TEMPLATE_DATABASE = 'fairlead_template';

export async function migrateTemplate(url: string): Promise<void> {
  await migrate(url);
}
