import type { Command } from './commands.ts';
import { COMMAND_TEXTS } from './commands.ts';
import type { ReferralCommandName } from './stages.ts';
import { EXTENSION_DAYS_MAX } from './extension.ts';
import {
  actorIn,
  isCode,
  isDay,
  isChangeOfMoney,
  isEarnedMoney,
  isMoment,
  isRecord,
  keptText,
} from '../plainValues.ts';
import { DEAL_STAGES } from './stages.ts';

/**
 * The shape of a message as it reaches a story. The API checks its own requests with schemas; a message may also come
 * from any Temporal client, so the story checks again, without a library, before it believes anything.
 */
type Field =
  'text' | 'date' | 'moment' | 'boolean' | 'quality' | 'count' | 'days' | 'money' | 'change' | readonly string[];
type Fields = Readonly<Record<string, { type: Field; required: boolean }>>;

const must = (type: Field): { type: Field; required: boolean } => ({ type, required: true });
const may = (type: Field): { type: Field; required: boolean } => ({ type, required: false });
const ANSWERS = ['yes', 'no', 'unknown'] as const;

const FIELDS: Readonly<Record<ReferralCommandName, Fields>> = {
  review: {
    decision: must(['accept', 'decline', 'waitlist', 'join', 'alias']),
    reasonCode: may('text'),
    candidateId: may('text'),
    sameCompany: may('boolean'),
  },
  contact: {
    channel: must('text'),
    outcome: must(['reached', 'no_answer', 'wrong_details', 'refused']),
    at: may('moment'),
  },
  qualify: {
    need: must(ANSWERS),
    budget: must(ANSWERS),
    authority: must(ANSWERS),
    timeline: must(ANSWERS),
    authorityPath: may('boolean'),
    outcome: must(['qualified', 'disqualified', 'later']),
    reasonCode: may('text'),
    recontactOn: may('moment'),
    quality: may('quality'),
  },
  assign: { ownerId: may('text'), reasonCode: must('text') },
  advance: { stage: must(DEAL_STAGES) },
  close: {
    outcome: must(['won', 'lost']),
    amount: may('money'),
    firstYearNet: may('money'),
    termMonths: may('count'),
    closedOn: may('date'),
    reasonCode: may('text'),
    dealId: may('text'),
    confirms: may('text'),
  },
  withdraw: { reasonCode: must('text') },
  undoWithdraw: { reasonCode: may('text') },
  reopen: { reasonCode: must('text') },
  ask: {},
  answer: {},
  message: { messageId: must('text'), side: must(['partner', 'vendor']) },
  requestExtension: { days: must('days'), reasonCode: must('text') },
  decideExtension: { decision: must(['approve', 'refuse']) },
  approveCommission: { commissionId: must('text'), contentHash: must('text') },
  rejectCommission: { commissionId: must('text'), contentHash: must('text'), reasonCode: must('text') },
  freeze: { commissionId: must('text'), reasonCode: must('text') },
  unfreeze: { commissionId: must('text'), reasonCode: must('text') },
  adjust: { commissionId: must('text'), amount: must('change'), reasonCode: must('text') },
};

export type ParsedCommand =
  | { ok: true; command: Omit<Command, 'source'>; texts: Record<string, string> }
  | { ok: false; commandId: string | null; problem: string };

/** Answers are kept under this name in an object, so the names that every object has by itself are none. */
const isCommandId = (value: unknown): value is string => isCode(value) && !(value in {});

function fits(value: unknown, type: Field): boolean {
  if (typeof type === 'object') return typeof value === 'string' && type.includes(value);
  if (type === 'text') return isCode(value);
  if (type === 'date') return isDay(value);
  if (type === 'moment') return isMoment(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'quality') return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 5;
  if (type === 'days') return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= EXTENSION_DAYS_MAX;
  if (type === 'change') return isChangeOfMoney(value);
  if (type === 'count') return Number.isInteger(value) && Number(value) >= 0;
  return isEarnedMoney(value);
}

/** Says which field is wrong; a message without a usable `commandId` or `actor` is refused too. */
export function parseCommand(name: ReferralCommandName, given: unknown): ParsedCommand {
  if (!isRecord(given)) return { ok: false, commandId: null, problem: 'the message is not an object' };
  const commandId = isCommandId(given['commandId']) ? given['commandId'] : null;
  const actor = actorIn(given['actor']);
  if (commandId === null || actor === undefined)
    return { ok: false, commandId, problem: 'commandId or actor is missing' };
  const payload: Record<string, unknown> = {};
  for (const [field, { type, required }] of Object.entries(FIELDS[name])) {
    const value = given[field];
    if (value === undefined || value === null) {
      if (required) return { ok: false, commandId, problem: `${field} is missing` };
    } else if (fits(value, type)) payload[field] = value;
    else return { ok: false, commandId, problem: `${field} is not valid` };
  }
  const texts: Record<string, string> = {};
  for (const field of COMMAND_TEXTS) {
    const kept = keptText(given[field]);
    if (kept !== '') texts[field] = kept;
  }
  const command = { name, commandId, actor, payload } as Omit<Command, 'source'>;
  return { ok: true, command, texts };
}
