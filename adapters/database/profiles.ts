import { AppError } from '../../domain/errors.ts';
import type { NotificationSettings } from '../../domain/notifications/events.ts';
import { languageOr } from '../../domain/texts/format.ts';
import type { User } from '../../generated/prisma/client.ts';
import { databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { ProfileRecord, Profiles } from './profilePort.ts';

const toProfile = ({ id, name, email, language, zone, quietFrom, quietTo, notifications }: User): ProfileRecord => ({
  id,
  name,
  email,
  language: languageOr(language),
  zone,
  quietHours: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
  notifications: notifications as NotificationSettings,
});

/** A person's own settings, in the person's row. */
export function createProfiles(database: Database): Profiles {
  const checkZone = async (zone: string): Promise<void> => {
    const known = await database.$queryRaw<unknown[]>`SELECT 1 FROM pg_timezone_names WHERE name = ${zone}`;
    if (known.length > 0) return;
    const errors = [
      { pointer: '/zone', code: 'invalid', message: 'Use the IANA name of a zone such as Europe/Berlin.' },
    ];
    throw new AppError({ code: 'invalid_request', facts: { errors } });
  };
  const guarded = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw error instanceof AppError ? error : databaseError(error);
    }
  };
  const change: Profiles['change'] = async (userId, { name, language, zone, quietHours }) => {
    if (zone !== undefined) await checkZone(zone);
    const user = await database.user.update({
      where: { id: userId },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(language === undefined ? {} : { language }),
        ...(zone === undefined ? {} : { zone }),
        ...(quietHours === undefined ? {} : { quietFrom: quietHours?.from ?? null, quietTo: quietHours?.to ?? null }),
      },
    });
    return toProfile(user);
  };
  return {
    find: async (userId) => {
      const user = await guarded(database.user.findUnique({ where: { id: userId } }));
      return user === null ? undefined : toProfile(user);
    },
    change: (userId, given) => guarded(change(userId, given)),
    setNotifications: (userId, settings) =>
      guarded(database.user.update({ where: { id: userId }, data: { notifications: settings } }).then(toProfile)),
  };
}
