import { z } from 'zod';
import { DISPOSITIONS } from '../../domain/notifications/events.ts';
import { SUBJECTS } from '../../domain/notifications/subjects.ts';
import { MAIL_KEYS } from '../../domain/texts/mailText.ts';
import { idOf, named } from './primitives.ts';
import { LanguageCode, Zone } from './session.ts';

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Use a time of day such as 22:00.' })
  .meta({ example: '22:00' });

const QuietHours = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { error: 'Quiet hours end at another time than they begin.', path: ['to'] })
  .meta({ id: 'QuietHours', description: 'In your own zone; mails wait until they are over.' });

export const Profile = z
  .strictObject({
    id: idOf('user'),
    name: z.string(),
    email: z.string(),
    language: LanguageCode,
    zone: Zone,
    quietHours: QuietHours.nullable(),
  })
  .meta({ id: 'Profile' });

export const ChangeProfile = z
  .strictObject({
    name: named(200).optional(),
    language: LanguageCode.optional(),
    zone: Zone.optional(),
    quietHours: QuietHours.nullable().optional(),
  })
  .meta({ id: 'ChangeProfile' });

const Setting = z
  .enum(DISPOSITIONS)
  .meta({ description: '`now`: a mail of its own; `digest`: in the mail of the week; `off`: not at all.' });

export const Notifications = z
  .strictObject({
    data: z.array(
      z.strictObject({
        event: z.enum(MAIL_KEYS),
        label: z.string(),
        subject: z
          .strictObject({ code: z.enum(SUBJECTS), label: z.string() })
          .meta({ description: 'What it is about; mails of one subject stand together.' }),
        setting: Setting,
        usual: Setting,
        choices: z.array(Setting).meta({ description: 'One alone: this cannot be turned off.' }),
      }),
    ),
  })
  .meta({ id: 'Notifications' });

export const SetNotifications = z
  .strictObject({
    settings: z.partialRecord(z.enum(MAIL_KEYS), Setting),
  })
  .meta({ id: 'SetNotifications', description: 'What is not named goes back to what is usual.' });
