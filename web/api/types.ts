import type { components } from '../../generated/openapi.ts';

type Schemas = components['schemas'];

export type User = Schemas['SignedIn']['user'];
export type Referral = Schemas['Referral'];
export type TimelineEntry = Schemas['TimelineEntry'];
/** What a form needs to know of a program. */
export type Program = Pick<Schemas['Program'], 'id' | 'name' | 'currency' | 'plan'>;
export type Reason = Schemas['Reasons']['data'][number];
export type CommandStatus = Schemas['CommandStatus'];
export type Commission = Schemas['Commission'];
export type SplitOfReferral = Schemas['SplitOfReferral'];
export type ProposeSplitBody = Schemas['ProposeSplit'];
export type AnswerSplitBody = Schemas['AnswerSplit'];
export type CommissionState = Schemas['CommissionState'];
export type PayoutRun = Schemas['PayoutRun'];
export type PayoutPeriod = Schemas['PayoutPeriods']['data'][number];
export type PayoutRail = Schemas['PayoutRails']['data'][number];
export type Payee = Schemas['Payee'];
export type PayeeFilter = NonNullable<Payee['problem']> | 'none';
export type ChangePayeeBody = Schemas['ChangePayee'];
export type TaxProfile = Schemas['TaxProfile'];
export type ChangeTaxBody = Schemas['ChangeTaxProfile'];
export type PayoutStatement = Schemas['PayoutStatement'];
export type LedgerAccount = Schemas['LedgerAccount'];
export type LedgerJournal = Schemas['LedgerJournal'];
export type LedgerPeriod = Schemas['LedgerPeriod'];
export type AccountNumber = Schemas['AccountNumber'];
export type Rate = Schemas['Rate'];
export type RateBody = Schemas['CreateRate'];
export type WaitingForRate = Schemas['WaitingForRate'];
export type DemoAccount = Schemas['DemoAccount'];

export type SubmitBody = Schemas['SubmitReferral'];
export type ReviewBody = Schemas['Review'];
export type ContactBody = Schemas['Contact'];
export type QualifyBody = Schemas['Qualify'];
export type AdvanceBody = Schemas['Advance'];
export type CloseBody = Schemas['Close'];
export type AssignBody = Schemas['Assign'];
export type AskBody = Schemas['Ask'];
export type AnswerBody = Schemas['Answer'];
export type WithdrawBody = Schemas['Withdraw'];

export type Message = Schemas['Message'];
export type FileInfo = Schemas['FileInfo'];
export type MessageBody = Schemas['PostMessage'];
export type Profile = Schemas['Profile'];
export type ProfileBody = Schemas['ChangeProfile'];
export type NotificationChoice = Schemas['Notifications']['data'][number];
export type NotificationSetting = NotificationChoice['setting'];
export type UndoWithdrawBody = Schemas['UndoWithdraw'];
export type ReopenBody = Schemas['Reopen'];
export type ExtensionBody = Schemas['RequestExtension'];
export type ExtensionDecisionBody = Schemas['DecideExtension'];
