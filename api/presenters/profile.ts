import type { z } from 'zod';
import type { ProfileRecord } from '../../adapters/database/profilePort.ts';
import { choicesBySubject } from '../../domain/notifications/subjects.ts';
import { mailName, mailSubject } from '../../domain/texts/mailText.ts';
import type { PersonCaller } from '../auth/caller.ts';
import type { Notifications, Profile } from '../schemas/profile.ts';

export const presentProfile = ({
  notifications: _notifications,
  ...profile
}: ProfileRecord): z.output<typeof Profile> => profile;

export const readerOf = ({ partnerId }: Pick<PersonCaller, 'partnerId'>) =>
  partnerId === null ? 'internal' : 'partner';

export const presentNotifications = (
  { notifications, language }: ProfileRecord,
  caller: PersonCaller,
): z.output<typeof Notifications> => ({
  data: choicesBySubject(readerOf(caller), notifications).map(({ choices, subject, ...choice }) => ({
    ...choice,
    subject: { code: subject, label: mailSubject(subject, language) },
    label: mailName(choice.event, language),
    choices: [...choices],
  })),
});
