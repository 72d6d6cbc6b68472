import { Notifications } from '@mantine/notifications';

/** Where messages about what happened appear: in the middle on top, beside nothing that is being worked on. */
export function Toasts() {
  return <Notifications position="top-center" />;
}
