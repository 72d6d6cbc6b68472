import type { PayeeProblem } from '../../domain/payees/state.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { ProgramCalendar } from './moneyReadsPort.ts';

/** Lines in one situation. `oldestAt`: when the first of them accrued; null without any. */
export type LinesToday = { count: number; sums: MoneyJson[]; oldestAt: string | null };

/** What waits for finance now, everything counted from what is stored. */
export type FinanceToday = {
  toApprove: LinesToday;
  returned: LinesToday;
  frozen: LinesToday & { cases: number };
  waitingForRate: LinesToday;
  /** Deals by what lines of them wait for. */
  deals: { invoiced: number; paid: number };
  /** Invoices and credit notes of partners that finance has not decided on. `oldestAt`: when the first of them came; null without any. */
  invoices: { count: number; oldestAt: string | null };
  /** Of partners to documents written for them, that finance has not answered; as `invoices`. */
  objections: { count: number; oldestAt: string | null };
  /** Whether invoices are to be written for partners, and nobody has recorded what the vendor is called in them. */
  vendorMissing: boolean;
  /** Runs that are not over, by state. */
  runs: { state: string; count: number }[];
  /** `withDue`: of these partners, how many have lines that would be paid. */
  payees: { problem: PayeeProblem; partners: number; withDue: number }[];
  /** Lines of bank statements that nothing was done with, by run, the newest runs. */
  statementLines: { runId: string; count: number }[];
  /** Runs of periods that were not settled by their pay day, the oldest first: at most twenty; days as `2026-04-30`. */
  lateRuns: { runId: string; program: string; payDay: string }[];
  /** Periods whose drafts could not be made, the first pay day first: at most twenty; days as `2026-04-30`. */
  unclosedPeriods: { program: string; cutOffDay: string; payDay: string }[];
  /** Currencies in which debits and credits differ. */
  unbalanced: string[];
  /** Of every active program, by name. */
  calendars: ProgramCalendar[];
};

export interface FinanceTodayReads {
  today(now: Date): Promise<FinanceToday>;
}
