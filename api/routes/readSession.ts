import { readSession } from '../operations/session.ts';
import { presentSession } from '../presenters/session.ts';
import { route } from '../route.ts';

export const readSessionRoute = ({ stepUpMs }: { stepUpMs: number }) =>
  route(readSession, ({ caller }) => Promise.resolve({ status: 200, body: presentSession(caller, stepUpMs) }));
