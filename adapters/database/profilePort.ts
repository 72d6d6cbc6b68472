import type { NotificationSettings } from '../../domain/notifications/events.ts';
import type { Language } from '../../domain/texts/format.ts';

export type QuietHours = { from: string; to: string };

/** How one person reads and what they want to hear of. `zone` is an IANA name, quiet hours are `HH:MM` in it. */
export type ProfileRecord = {
  id: string;
  name: string;
  email: string;
  language: Language;
  zone: string;
  quietHours: QuietHours | null;
  notifications: NotificationSettings;
};

/** Only what is named changes; `quietHours: null` ends them. */
export type ProfileChange = {
  name?: string | undefined;
  language?: Language | undefined;
  zone?: string | undefined;
  quietHours?: QuietHours | null | undefined;
};

/** A person's own settings. Every write is safe to repeat. */
export interface Profiles {
  find(userId: string): Promise<ProfileRecord | undefined>;
  /** Throws `invalid_request` for a zone the database does not know: it computes with it. */
  change(userId: string, change: ProfileChange): Promise<ProfileRecord>;
  setNotifications(userId: string, settings: NotificationSettings): Promise<ProfileRecord>;
}
