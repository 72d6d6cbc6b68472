import type { z } from 'zod';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import { EXTENSIONS_MAX, NO_EXTENSION, whyNoRequest } from '../../domain/referral/extension.ts';
import type { ReferralCommandName } from '../../domain/referral/stages.ts';
import type { MoreTime } from '../schemas/extension.ts';

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

/** What is asked and not decided, until when a decision is promised, and how often more time was given. */
export function presentExtension({ extension }: Pick<ReferralRecord, 'extension'>): z.output<typeof MoreTime> {
  const { request, granted } = extension ?? NO_EXTENSION;
  if (request === null) return { request, granted, max: EXTENSIONS_MAX };
  const { days, reasonCode, askedAt, dueAt } = request;
  const asked = { days, reasonCode, askedAt: isoOf(askedAt), decideBy: isoOf(dueAt) };
  return { request: asked, granted, max: EXTENSIONS_MAX };
}

/** Allowed in the stage, and nothing there to be asked or decided. */
export function isIdle(command: ReferralCommandName, { extension }: Pick<ReferralRecord, 'extension'>): boolean {
  const stands = extension ?? NO_EXTENSION;
  if (command === 'decideExtension') return stands.request === null;
  return command === 'requestExtension' && whyNoRequest(stands) !== undefined;
}
