import type { FinanceToday, FinanceTodayReads } from '../../adapters/database/financeTodayPort.ts';
import { payoutPeriodOf } from '../../domain/commission/payoutCalendar.ts';
import { readFinanceToday } from '../operations/financeToday.ts';
import { route, type Route } from '../route.ts';

/** Programs that pay by the same days stand together; the soonest cut-off first. */
function payoutsOf(calendars: FinanceToday['calendars'], now: Date) {
  const payouts = new Map<string, { programs: string[]; cutOff: string; cutOffDay: string; payDay: string }>();
  for (const { programName: program, calendar } of calendars) {
    const { cutOff, cutOffDay, payDay } = payoutPeriodOf(calendar, now);
    const days = `${cutOff.toISOString()} ${payDay}`;
    const same = payouts.get(days);
    if (same === undefined) payouts.set(days, { programs: [program], cutOff: cutOff.toISOString(), cutOffDay, payDay });
    else same.programs.push(program);
  }
  return [...payouts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, payout]) => payout);
}

export const readFinanceTodayRoute = ({ financeToday }: { financeToday: FinanceTodayReads }): Route =>
  route(readFinanceToday, async ({ now }) => {
    const { calendars, ...today } = await financeToday.today(now);
    return { status: 200, body: { ...today, payouts: payoutsOf(calendars, now) } };
  });
