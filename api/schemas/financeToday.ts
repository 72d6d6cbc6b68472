import { z } from 'zod';
import { CalendarDate, DateTime, Money, idOf } from './primitives.ts';

const Count = z.int();

const lines = {
  count: Count,
  sums: z.array(Money).meta({ description: 'One for each currency.' }),
  oldestAt: DateTime.nullable().meta({ description: 'When the first of them accrued.' }),
};

const Lines = z.strictObject(lines);

export const FinanceToday = z
  .strictObject({
    toApprove: Lines.meta({ description: 'Lines that an approval is missing for, also while their hold runs.' }),
    returned: Lines.meta({ description: 'Lines whose payment came back, or was refused; the next run pays them.' }),
    frozen: z.strictObject({ ...lines, cases: Count.meta({ description: 'Open cases that stop lines.' }) }),
    waitingForRate: Lines,
    deals: z
      .strictObject({ invoiced: Count, paid: Count })
      .meta({ description: 'Won deals with lines that wait for their invoice, or for the payment of the customer.' }),
    invoices: z
      .strictObject({ count: Count, oldestAt: DateTime.nullable() })
      .meta({ description: 'Invoices and credit notes of partners to decide on, and when the first of them came.' }),
    objections: z
      .strictObject({ count: Count, oldestAt: DateTime.nullable() })
      .meta({ description: 'Of partners to documents written for them: to answer, and when the first of them came.' }),
    vendorMissing: z.boolean().meta({
      description: 'Whether partners have accepted self-billing and no identity of the vendor is in force.',
    }),
    runs: z
      .array(z.strictObject({ state: z.string(), count: Count }))
      .meta({ description: 'Runs that are neither settled nor cancelled.' }),
    payees: z
      .array(z.strictObject({ problem: z.string(), partners: Count, withDue: Count }))
      .meta({ description: 'Partners who cannot be paid, and how many of them have something that would be paid.' }),
    statementLines: z.array(z.strictObject({ runId: idOf('run'), count: Count })).meta({
      description: 'Lines of the statements of the last 30 days that somebody has to look at: at most 20 runs.',
    }),
    payouts: z
      .array(
        z.strictObject({
          programs: z.array(z.string()),
          cutOff: DateTime,
          cutOffDay: CalendarDate.meta({ description: 'The day that ends with the cut-off, where the calendar is.' }),
          payDay: CalendarDate,
        }),
      )
      .meta({ description: 'The next cut-off of every program, the soonest first, and when it is paid.' }),
    lateRuns: z
      .array(z.strictObject({ runId: idOf('run'), program: z.string(), payDay: CalendarDate }))
      .meta({ description: 'Runs of periods that were not settled by the end of their pay day: at most 20.' }),
    unclosedPeriods: z
      .array(z.strictObject({ program: z.string(), cutOffDay: CalendarDate, payDay: CalendarDate }))
      .meta({
        description: 'Periods whose draft runs could not be made; every quarter of an hour they are tried again.',
      }),
    unbalanced: z.array(z.string()).meta({ description: 'Currencies in which debits and credits differ: none, ever.' }),
  })
  .meta({ id: 'FinanceToday' });
