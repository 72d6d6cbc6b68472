import { createBrowserRouter, type RouteObject } from 'react-router';
import { BrokenPage, NotFound } from './frame/ErrorPage.tsx';
import { Home } from './frame/Home.tsx';
import { RequireSession } from './frame/RequireSession.tsx';
import { DetailSkeleton } from './ui/Loading.tsx';

/** Every page is a file of its own that is loaded when somebody goes there. */
const pages: RouteObject[] = [
  { index: true, element: <Home /> },
  {
    path: 'referrals',
    lazy: async () => ({ Component: (await import('./partner/list/ReferralListPage.tsx')).ReferralListPage }),
  },
  {
    path: 'referrals/new',
    lazy: async () => ({ Component: (await import('./partner/submit/SubmitPage.tsx')).SubmitPage }),
  },
  {
    path: 'referrals/:id/receipt',
    lazy: async () => ({ Component: (await import('./partner/receipt/ReceiptPage.tsx')).ReceiptPage }),
  },
  {
    path: 'referrals/:id',
    lazy: async () => ({ Component: (await import('./frame/ReferralPage.tsx')).ReferralPage }),
  },
  {
    path: 'earnings',
    lazy: async () => ({ Component: (await import('./partner/earnings/EarningsPage.tsx')).EarningsPage }),
  },
  {
    path: 'statements',
    lazy: async () => ({ Component: (await import('./partner/statements/StatementsPage.tsx')).StatementsPage }),
  },
  {
    path: 'statements/:period',
    lazy: async () => ({ Component: (await import('./partner/statements/StatementPage.tsx')).StatementPage }),
  },
  {
    path: 'program',
    lazy: async () => ({ Component: (await import('./partner/program/ProgramPage.tsx')).ProgramPage }),
  },
  { path: 'queue', lazy: async () => ({ Component: (await import('./sales/queue/QueuePage.tsx')).QueuePage }) },
  { path: 'reviews', lazy: async () => ({ Component: (await import('./sales/reviews/ReviewsPage.tsx')).ReviewsPage }) },
  {
    path: 'reviews/:id',
    lazy: async () => ({ Component: (await import('./sales/compare/ComparePage.tsx')).ComparePage }),
  },
  { path: 'cases', lazy: async () => ({ Component: (await import('./cases/CasesPage.tsx')).CasesPage }) },
  { path: 'cases/:id', lazy: async () => ({ Component: (await import('./cases/CasePage.tsx')).CasePage }) },
  { path: 'today', lazy: async () => ({ Component: (await import('./finance/today/TodayPage.tsx')).TodayPage }) },
  {
    path: 'approvals',
    lazy: async () => ({ Component: (await import('./finance/approvals/ApprovalsPage.tsx')).ApprovalsPage }),
  },
  {
    path: 'adjustments',
    lazy: async () => ({ Component: (await import('./finance/adjustments/AdjustmentsPage.tsx')).AdjustmentsPage }),
  },
  {
    path: 'commissions/:id',
    lazy: async () => ({ Component: (await import('./line/LinePage.tsx')).LinePage }),
  },
  { path: 'runs', lazy: async () => ({ Component: (await import('./finance/runs/RunsPage.tsx')).RunsPage }) },
  { path: 'runs/:id', lazy: async () => ({ Component: (await import('./finance/run/RunPage.tsx')).RunPage }) },
  { path: 'ledger', lazy: async () => ({ Component: (await import('./finance/ledger/LedgerPage.tsx')).LedgerPage }) },
  { path: 'payee', lazy: async () => ({ Component: (await import('./payees/OwnPayeePage.tsx')).OwnPayeePage }) },
  {
    path: 'documents',
    lazy: async () => ({ Component: (await import('./documents/DocumentsPage.tsx')).DocumentsPage }),
  },
  {
    path: 'documents/:id',
    lazy: async () => ({ Component: (await import('./documents/DocumentPage.tsx')).DocumentPage }),
  },
  {
    path: 'payees',
    lazy: async () => ({ Component: (await import('./finance/payees/PayeesPage.tsx')).PayeesPage }),
  },
  {
    path: 'payees/:id',
    lazy: async () => ({ Component: (await import('./finance/payees/PayeePage.tsx')).PayeePage }),
  },
  {
    path: 'ledger/journals',
    lazy: async () => ({ Component: (await import('./finance/ledger/JournalsPage.tsx')).JournalsPage }),
  },
  {
    path: 'ledger/months',
    lazy: async () => ({ Component: (await import('./finance/ledger/MonthsPage.tsx')).MonthsPage }),
  },
  { path: 'deals', lazy: async () => ({ Component: (await import('./finance/deals/DealsPage.tsx')).DealsPage }) },
  { path: 'deals/:dealId', lazy: async () => ({ Component: (await import('./finance/deals/DealPage.tsx')).DealPage }) },
  {
    path: 'reconciliation',
    lazy: async () => ({
      Component: (await import('./finance/reconciliation/ReconciliationPage.tsx')).ReconciliationPage,
    }),
  },
  { path: 'rates', lazy: async () => ({ Component: (await import('./finance/rates/RatesPage.tsx')).RatesPage }) },
  {
    path: 'profile',
    lazy: async () => ({ Component: (await import('./profile/ProfilePage.tsx')).ProfilePage }),
  },
  {
    path: 'absences',
    lazy: async () => ({ Component: (await import('./sales/absences/AbsencesPage.tsx')).AbsencesPage }),
  },
  {
    path: 'routing',
    lazy: async () => ({ Component: (await import('./program/routing/RoutingPage.tsx')).RoutingPage }),
  },
  { path: 'plans', lazy: async () => ({ Component: (await import('./program/plans/PlansPage.tsx')).PlansPage }) },
  {
    path: 'attainment',
    lazy: async () => ({ Component: (await import('./program/attainment/AttainmentPage.tsx')).AttainmentPage }),
  },
  {
    path: 'vendor',
    lazy: async () => ({ Component: (await import('./program/vendor/VendorPage.tsx')).VendorPage }),
  },
  { path: '*', element: <NotFound /> },
];

export const router = createBrowserRouter([
  {
    path: '/sign-in',
    hydrateFallbackElement: <DetailSkeleton />,
    lazy: async () => ({ Component: (await import('./sign-in/SignInPage.tsx')).SignInPage }),
  },
  {
    path: '/',
    element: <RequireSession />,
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <DetailSkeleton />,
    children: pages.map((page) => ({ errorElement: <BrokenPage />, ...page })),
  },
]);
