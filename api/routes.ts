import type { SessionCookie } from './auth/session.ts';
import type { ServerDeps } from './deps.ts';
import type { Route } from './route.ts';
import { advanceReferralRoute } from './routes/advanceReferral.ts';
import { answerReferralRoute } from './routes/answerReferral.ts';
import { askReferralRoute } from './routes/askReferral.ts';
import { assignReferralRoute } from './routes/assignReferral.ts';
import { changeProfileRoute } from './routes/changeProfile.ts';
import { closeReferralRoute } from './routes/closeReferral.ts';
import { contactReferralRoute } from './routes/contactReferral.ts';
import { createApiKeyRoute } from './routes/createApiKey.ts';
import { createCalendarRoute } from './routes/createCalendar.ts';
import { createPartnerRoute } from './routes/createPartner.ts';
import { createPlanRoute } from './routes/createPlan.ts';
import { createProgramRoute } from './routes/createProgram.ts';
import { createUserRoute } from './routes/createUser.ts';
import { decideExtensionRoute } from './routes/decideExtension.ts';
import { listApiKeysRoute } from './routes/listApiKeys.ts';
import { listCalendarsRoute } from './routes/listCalendars.ts';
import { downloadFileRoute } from './routes/downloadFile.ts';
import { listMessagesRoute } from './routes/listMessages.ts';
import { postMessageRoute } from './routes/postMessage.ts';
import { setPayoutCurrencyRoute } from './routes/setPayoutCurrency.ts';
import { uploadFileRoute } from './routes/uploadFile.ts';
import { listDemoAccountsRoute } from './routes/listDemoAccounts.ts';
import { listPartnersRoute } from './routes/listPartners.ts';
import { listPeopleRoute } from './routes/listPeople.ts';
import { listPlansRoute } from './routes/listPlans.ts';
import { listProgramsRoute } from './routes/listPrograms.ts';
import { listReasonsRoute } from './routes/listReasons.ts';
import { listReferralsRoute } from './routes/listReferrals.ts';
import { listStuckRoute } from './routes/listStuck.ts';
import { listUsersRoute } from './routes/listUsers.ts';
import { previewPlanRoute } from './routes/previewPlan.ts';
import { publishPlanRoute } from './routes/publishPlan.ts';
import { qualifyReferralRoute } from './routes/qualifyReferral.ts';
import { readCommandRoute } from './routes/readCommand.ts';
import { readPartnerRoute } from './routes/readPartner.ts';
import { readNotificationsRoute, readProfileRoute } from './routes/readProfile.ts';
import { readProgramRoute } from './routes/readProgram.ts';
import { readReferralRoute } from './routes/readReferral.ts';
import { readSessionRoute } from './routes/readSession.ts';
import { readTimelineRoute } from './routes/readTimeline.ts';
import { recordFurtherDealRoute } from './routes/recordFurtherDeal.ts';
import { reopenReferralRoute } from './routes/reopenReferral.ts';
import { requestExtensionRoute } from './routes/requestExtension.ts';
import { reviewReferralRoute } from './routes/reviewReferral.ts';
import { revokeApiKeyRoute } from './routes/revokeApiKey.ts';
import { setNotificationsRoute } from './routes/setNotifications.ts';
import { signInRoute } from './routes/signIn.ts';
import { signOutRoute } from './routes/signOut.ts';
import { stepUpRoute } from './routes/stepUp.ts';
import { submitReferralRoute } from './routes/submitReferral.ts';
import { undoWithdrawRoute } from './routes/undoWithdraw.ts';
import { withdrawReferralRoute } from './routes/withdrawReferral.ts';

type RouteDeps = ServerDeps & { cookie: SessionCookie };

const sessionRoutes = (deps: RouteDeps): Route[] => [
  signInRoute(deps),
  readSessionRoute(deps),
  signOutRoute(deps),
  stepUpRoute(deps),
  listDemoAccountsRoute(deps),
  readProfileRoute(deps),
  changeProfileRoute(deps),
  readNotificationsRoute(deps),
  setNotificationsRoute(deps),
];

const referralRoutes = (deps: RouteDeps): Route[] => [
  submitReferralRoute(deps),
  listReferralsRoute(deps),
  readReferralRoute(deps),
  readTimelineRoute(deps),
  reviewReferralRoute(deps),
  contactReferralRoute(deps),
  qualifyReferralRoute(deps),
  assignReferralRoute(deps),
  advanceReferralRoute(deps),
  closeReferralRoute(deps),
  withdrawReferralRoute(deps),
  undoWithdrawRoute(deps),
  reopenReferralRoute(deps),
  askReferralRoute(deps),
  answerReferralRoute(deps),
  requestExtensionRoute(deps),
  decideExtensionRoute(deps),
  recordFurtherDealRoute(deps),
  listMessagesRoute(deps),
  postMessageRoute(deps),
  uploadFileRoute(deps),
  downloadFileRoute(deps),
  readCommandRoute(deps),
  listReasonsRoute(),
];

const setupRoutes = (deps: RouteDeps): Route[] => [
  createCalendarRoute(deps),
  listCalendarsRoute(deps),
  createProgramRoute(deps),
  listProgramsRoute(deps),
  readProgramRoute(deps),
  createPlanRoute(deps),
  previewPlanRoute(deps),
  publishPlanRoute(deps),
  listPlansRoute(deps),
  createPartnerRoute(deps),
  setPayoutCurrencyRoute(deps),
  listPartnersRoute(deps),
  readPartnerRoute(deps),
  createApiKeyRoute(deps),
  listApiKeysRoute(deps),
  revokeApiKeyRoute(deps),
  createUserRoute(deps),
  listUsersRoute(deps),
  listPeopleRoute(deps),
  listStuckRoute(deps),
];

/** Everything below /v1 that is made here. */
export const routesOf = (deps: RouteDeps): Route[] => [
  ...sessionRoutes(deps),
  ...referralRoutes(deps),
  ...setupRoutes(deps),
];
