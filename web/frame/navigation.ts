import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconArrowsSplit,
  IconBeach,
  IconBook2,
  IconBuilding,
  IconBuildingBank,
  IconChartBar,
  IconChecks,
  IconCoins,
  IconFileInvoice,
  IconGitCompare,
  IconHeartHandshake,
  IconFileText,
  IconInfoCircle,
  IconList,
  IconPlus,
  IconReceipt2,
  IconArrowsDiff,
  IconReportMoney,
  IconScale,
  IconStack2,
  IconSun,
  type Icon,
} from '@tabler/icons-react';
import { texts } from '../texts/en.ts';

export type NavItem = { to: string; label: string; icon: Icon };

const { nav } = texts.frame;

const ITEMS = {
  newReferral: { to: '/referrals/new', label: nav.newReferral, icon: IconPlus },
  myReferrals: { to: '/referrals', label: nav.myReferrals, icon: IconList },
  referrals: { to: '/referrals', label: nav.referrals, icon: IconList },
  earnings: { to: '/earnings', label: nav.earnings, icon: IconCoins },
  statements: { to: '/statements', label: nav.statements, icon: IconReportMoney },
  program: { to: '/program', label: nav.program, icon: IconInfoCircle },
  queue: { to: '/queue', label: nav.queue, icon: IconStack2 },
  reviews: { to: '/reviews', label: nav.reviews, icon: IconGitCompare },
  cases: { to: '/cases', label: nav.cases, icon: IconScale },
  deals: { to: '/deals', label: nav.deals, icon: IconHeartHandshake },
  today: { to: '/today', label: nav.today, icon: IconSun },
  approvals: { to: '/approvals', label: nav.approvals, icon: IconChecks },
  adjustments: { to: '/adjustments', label: nav.adjustments, icon: IconArrowBackUp },
  runs: { to: '/runs', label: nav.runs, icon: IconReceipt2 },
  ledger: { to: '/ledger', label: nav.ledger, icon: IconBook2 },
  payee: { to: '/payee', label: nav.payee, icon: IconBuildingBank },
  payees: { to: '/payees', label: nav.payees, icon: IconBuildingBank },
  documents: { to: '/documents', label: nav.documents, icon: IconFileInvoice },
  reconciliation: { to: '/reconciliation', label: nav.reconciliation, icon: IconArrowsDiff },
  rates: { to: '/rates', label: nav.rates, icon: IconArrowsExchange },
  absences: { to: '/absences', label: nav.absences, icon: IconBeach },
  routing: { to: '/routing', label: nav.routing, icon: IconArrowsSplit },
  plans: { to: '/plans', label: nav.plans, icon: IconFileText },
  vendor: { to: '/vendor', label: nav.vendor, icon: IconBuilding },
  attainment: { to: '/attainment', label: nav.attainment, icon: IconChartBar },
} satisfies Record<string, NavItem>;

/** What each role finds on the left, its first page first. The API decides what may be read; this only shows the way. */
const BY_ROLE: Readonly<Record<string, readonly NavItem[]>> = {
  partner_user: [ITEMS.myReferrals, ITEMS.newReferral, ITEMS.earnings, ITEMS.cases, ITEMS.program],
  partner_admin: [
    ITEMS.myReferrals,
    ITEMS.newReferral,
    ITEMS.earnings,
    ITEMS.cases,
    ITEMS.statements,
    ITEMS.program,
    ITEMS.payee,
    ITEMS.documents,
  ],
  sales_rep: [ITEMS.queue, ITEMS.referrals, ITEMS.cases, ITEMS.absences],
  sales_manager: [
    ITEMS.queue,
    ITEMS.reviews,
    ITEMS.cases,
    ITEMS.referrals,
    ITEMS.absences,
    ITEMS.routing,
    ITEMS.plans,
    ITEMS.attainment,
  ],
  partner_manager: [
    ITEMS.reviews,
    ITEMS.queue,
    ITEMS.cases,
    ITEMS.referrals,
    ITEMS.payees,
    ITEMS.absences,
    ITEMS.routing,
    ITEMS.plans,
    ITEMS.attainment,
  ],
  finance_approver: [
    ITEMS.today,
    ITEMS.approvals,
    ITEMS.runs,
    ITEMS.payees,
    ITEMS.documents,
    ITEMS.ledger,
    ITEMS.adjustments,
    ITEMS.reconciliation,
    ITEMS.rates,
    ITEMS.plans,
    ITEMS.deals,
    ITEMS.referrals,
    ITEMS.cases,
    ITEMS.absences,
  ],
  finance_preparer: [
    ITEMS.today,
    ITEMS.runs,
    ITEMS.approvals,
    ITEMS.payees,
    ITEMS.documents,
    ITEMS.ledger,
    ITEMS.adjustments,
    ITEMS.reconciliation,
    ITEMS.rates,
    ITEMS.plans,
    ITEMS.deals,
    ITEMS.referrals,
    ITEMS.cases,
  ],
  program_admin: [
    ITEMS.referrals,
    ITEMS.cases,
    ITEMS.plans,
    ITEMS.routing,
    ITEMS.absences,
    ITEMS.attainment,
    ITEMS.vendor,
  ],
  auditor: [
    ITEMS.referrals,
    ITEMS.cases,
    ITEMS.today,
    ITEMS.approvals,
    ITEMS.runs,
    ITEMS.payees,
    ITEMS.documents,
    ITEMS.ledger,
    ITEMS.adjustments,
    ITEMS.reconciliation,
    ITEMS.rates,
    ITEMS.plans,
    ITEMS.deals,
    ITEMS.attainment,
  ],
};

export function navigationFor(roles: readonly string[]): NavItem[] {
  const items = roles.flatMap((role) => BY_ROLE[role] ?? []);
  return items.filter((item, place) => items.findIndex(({ to }) => to === item.to) === place);
}

export const homeOf = (roles: readonly string[]): string => navigationFor(roles)[0]?.to ?? '/referrals';

const PARTNER_ROLES = ['partner_user', 'partner_admin'];

export const isPartner = (roles: readonly string[]): boolean => roles.some((role) => PARTNER_ROLES.includes(role));
