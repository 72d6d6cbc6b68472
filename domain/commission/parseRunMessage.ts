import { actorIn, isCode, isRecord } from '../plainValues.ts';
import type { Actor } from '../referral/commands.ts';

/** What a person decides about a run, as it comes by update or signal. */
export type RunPayload = { reference?: string; settledOn?: string; statementId?: string };
export type ReadRunMessage = { commandId: string; actor: Actor; payload: RunPayload };

/**
 * Anybody with a Temporal client can send anything: what has no id and no actor can be neither answered nor checked, and
 * of the rest only what is known here is taken along, for anything else may be something that no database keeps.
 */
export function parseRunMessage(given: unknown): ReadRunMessage | null {
  if (!isRecord(given)) return null;
  const { commandId, reference, settledOn, statementId } = given;
  const actor = actorIn(given['actor']);
  const isOptional = (value: unknown): value is string | undefined => value === undefined || isCode(value);
  if (!isCode(commandId) || actor === undefined) return null;
  if (!isOptional(reference) || !isOptional(settledOn) || !isOptional(statementId)) return null;
  const payload: RunPayload = {
    ...(reference === undefined ? {} : { reference }),
    ...(settledOn === undefined ? {} : { settledOn }),
    ...(statementId === undefined ? {} : { statementId }),
  };
  return { commandId, actor, payload };
}
