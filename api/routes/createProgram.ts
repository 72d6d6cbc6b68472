import type { Setup } from '../../adapters/database/setupPort.ts';
import type { PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import { createProgram } from '../operations/setup.ts';
import { presentProgram } from '../presenters/setup.ts';
import { answerOnce } from '../answerOnce.ts';
import { route } from '../route.ts';

/** What is said stands, everything else has its default. */
function completePolicy(currency: string, wish: { [K in keyof Policy]?: unknown } = {}): Policy {
  const usual = defaultPolicy(currency);
  const duplicates = { ...usual.duplicates, ...(wish.duplicates as Partial<Policy['duplicates']> | undefined) };
  const payoutCalendar = { ...usual.payoutCalendar, ...(wish.payoutCalendar as Partial<PayoutCalendar> | undefined) };
  const said = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  return { ...usual, ...said, duplicates, payoutCalendar };
}

export const createProgramRoute = ({ setup }: { setup: Setup }) =>
  route(createProgram, ({ body: { name, currency, policy }, caller, ticket, now }) =>
    answerOnce(setup, ticket, async (writes) => {
      const wanted = { name, currency, policy: completePolicy(currency, policy), by: caller.id, at: now };
      const program = await writes.createProgram(wanted);
      return {
        status: 201,
        headers: { Location: `/v1/programs/${program.id}` },
        body: presentProgram(program, caller.language),
      };
    }),
  );
