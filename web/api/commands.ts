import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import { referralKey } from './referrals.ts';
import type {
  AdvanceBody,
  AnswerBody,
  AskBody,
  AssignBody,
  CloseBody,
  CommandStatus,
  ContactBody,
  ExtensionBody,
  ExtensionDecisionBody,
  QualifyBody,
  Referral,
  ReopenBody,
  ReviewBody,
  UndoWithdrawBody,
  WithdrawBody,
} from './types.ts';

export type CommandBodies = {
  review: ReviewBody;
  contact: ContactBody;
  qualify: QualifyBody;
  advance: AdvanceBody;
  close: CloseBody;
  assign: AssignBody;
  ask: AskBody;
  answer: AnswerBody;
  withdraw: WithdrawBody;
  'undo-withdraw': UndoWithdrawBody;
  reopen: ReopenBody;
  extension: ExtensionBody;
  'extension-decision': ExtensionDecisionBody;
};

export type CommandName = keyof CommandBodies;

/** `done` with the referral after it, or `stored`: the row is safe and is carried out later or by a second person. */
export type CommandResult = { state: 'done'; referral: Referral } | { state: 'stored'; command: CommandStatus };

type Params = { path: { id: string }; header: { 'Idempotency-Key': string } };
type Send<Name extends CommandName> = (params: Params, body: CommandBodies[Name]) => Promise<CommandResult>;

async function resultOf(call: Parameters<typeof answerOf<Referral | CommandStatus>>[0]): Promise<CommandResult> {
  const { data } = await answerOf(call);
  return 'number' in data ? { state: 'done', referral: data } : { state: 'stored', command: data };
}

const SEND: { [Name in CommandName]: Send<Name> } = {
  review: (params, body) => resultOf(api.POST('/v1/referrals/{id}/review', { params, body })),
  contact: (params, body) => resultOf(api.POST('/v1/referrals/{id}/contact', { params, body })),
  qualify: (params, body) => resultOf(api.POST('/v1/referrals/{id}/qualify', { params, body })),
  advance: (params, body) => resultOf(api.POST('/v1/referrals/{id}/advance', { params, body })),
  close: (params, body) => resultOf(api.POST('/v1/referrals/{id}/close', { params, body })),
  assign: (params, body) => resultOf(api.POST('/v1/referrals/{id}/assign', { params, body })),
  ask: (params, body) => resultOf(api.POST('/v1/referrals/{id}/ask', { params, body })),
  answer: (params, body) => resultOf(api.POST('/v1/referrals/{id}/answer', { params, body })),
  withdraw: (params, body) => resultOf(api.POST('/v1/referrals/{id}/withdraw', { params, body })),
  'undo-withdraw': (params, body) => resultOf(api.POST('/v1/referrals/{id}/undo-withdraw', { params, body })),
  reopen: (params, body) => resultOf(api.POST('/v1/referrals/{id}/reopen', { params, body })),
  extension: (params, body) => resultOf(api.POST('/v1/referrals/{id}/extension', { params, body })),
  'extension-decision': (params, body) => resultOf(api.POST('/v1/referrals/{id}/extension-decision', { params, body })),
};

/**
 * Sends one command to a referral and shows its answer on every page that is open on it. `onDone` is called first: the
 * new stage may take the form away that asked.
 */
export function useReferralCommand<Name extends CommandName>(
  referralId: string,
  name: Name,
  onDone: (result: CommandResult, body: CommandBodies[Name]) => void,
) {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (body: CommandBodies[Name]) =>
      SEND[name]({ path: { id: referralId }, header: { 'Idempotency-Key': keys.keyFor(body) } }, body),
    onSuccess: async (result, body) => {
      keys.forget();
      onDone(result, body);
      if (result.state === 'done') queries.setQueryData(referralKey(referralId), result.referral);
      await queries.invalidateQueries({ queryKey: ['referrals'] });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: referralKey(referralId) }),
  });
}

const FOLLOW_EVERY_MS = 1_000;
const FOLLOW_AT_MOST = 120;

/** What became of a stored command; undefined when it is still pending after two minutes. */
export async function followCommand(id: string): Promise<CommandStatus | undefined> {
  for (let look = 0; look < FOLLOW_AT_MOST; look += 1) {
    const command = await dataOf(api.GET('/v1/commands/{id}', { params: { path: { id } } }));
    if (command.state !== 'pending') return command;
    await new Promise((resolve) => setTimeout(resolve, FOLLOW_EVERY_MS));
  }
  return undefined;
}
