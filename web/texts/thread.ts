/** Messages between partner and owner. */
export const thread = {
  title: 'Messages',
  tabs: { both: 'With the partner', internal: 'Internal notes' },
  none: 'Nothing written yet. What you write here is on the referral for everybody who works on it.',
  noneInternal: 'No notes. The partner never sees what stands here.',
  write: 'Message',
  writeInternal: 'Internal note',
  attach: 'Attach a file',
  remove: (name: string) => `Remove ${name}`,
  send: 'Send',
  keep: 'Keep the note',
  sent: 'Sent',
  kept: 'The note is kept',
  key: 'Automatic (API key)',
  sides: { partner: 'Partner', vendor: 'Vendor' },
  older: 'Older messages',
  size: (bytes: number) =>
    bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
};
