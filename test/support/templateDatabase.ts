/** Migrated once; each test file gets a copy. */
export const TEMPLATE_DATABASE = 'fairlead_template';
