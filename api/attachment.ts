import type { Reply } from './route.ts';

const plainName = (name: string): string => name.replaceAll(/[^\w.-]/g, '_');

/** Always an attachment, never a page: whatever is in it neither runs nor shows here. */
export const attachment = (name: string, mediaType: string, bytes: Uint8Array): Reply => ({
  status: 200,
  bytes,
  headers: {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="${plainName(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  },
});
