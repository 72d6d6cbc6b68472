import type { Reply } from './route.ts';

/** A text to be kept as a file of this name, which is plain ASCII. */
export const textFile = (name: string, mediaType: string, text: string): Reply => ({
  status: 200,
  text,
  headers: { 'Content-Type': `${mediaType}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}"` },
});

export const csvFile = (name: string, text: string): Reply => textFile(name, 'text/csv', text);
