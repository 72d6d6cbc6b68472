const CHANNELS: Readonly<Record<string, string>> = {
  phone: 'Called',
  call: 'Called',
  email: 'Mailed',
  mail: 'Mailed',
  voicemail: 'Left a voicemail',
  meeting: 'Asked for a meeting',
  video: 'Tried a video call',
  sms: 'Sent a text message',
  message: 'Sent a message',
  linkedin: 'Wrote on LinkedIn',
};

/** `Called`, `Mailed`; a channel nobody foresaw is an attempt all the same. */
export const channelPast = (channel: string | undefined): string => CHANNELS[channel ?? ''] ?? 'We tried';
