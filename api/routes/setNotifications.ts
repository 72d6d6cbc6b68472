import type { Profiles } from '../../adapters/database/profilePort.ts';
import { AppError } from '../../domain/errors.ts';
import { choicesOf, type NotificationReader } from '../../domain/notifications/events.ts';
import { setNotifications } from '../operations/profile.ts';
import { presentNotifications, readerOf } from '../presenters/profile.ts';
import { route } from '../route.ts';

/** What this reader never gets, or cannot choose so, is named. */
function checkOpen(reader: NotificationReader, settings: Readonly<Record<string, string>>): void {
  const open = choicesOf(reader, {});
  const errors = Object.entries(settings).flatMap(([event, setting]) => {
    const choice = open.find((known) => known.event === event);
    if (choice?.choices.some((disposition) => disposition === setting) === true) return [];
    const message = choice === undefined ? 'You do not get this mail.' : `Choose one of: ${choice.choices.join(', ')}.`;
    return [{ pointer: `/settings/${event}`, code: 'invalid', message }];
  });
  if (errors.length > 0) throw new AppError({ code: 'invalid_request', facts: { errors } });
}

export const setNotificationsRoute = ({ profiles }: { profiles: Profiles }) =>
  route(setNotifications, async ({ caller, body: { settings } }) => {
    checkOpen(readerOf(caller), settings);
    return { status: 200, body: presentNotifications(await profiles.setNotifications(caller.id, settings), caller) };
  });
