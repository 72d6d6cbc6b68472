import type { Reply } from './route.ts';

/** A table to be kept as a file of this name, which is plain ASCII. */
export const csvFile = (name: string, text: string): Reply => ({
  status: 200,
  text,
  headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` },
});
