const around = (name: string): string[] => [`${name}.before`, `${name}.after`];

/** Where processes die in the tests of this folder; `test/chaos/crashPointNames.test.ts` sees that none is left out. */

/** Around every side effect of start, claim and acceptance. */
export const ON_THE_WAY_IN = ['start', 'take', 'claim', 'transition.accepted', 'transition.waitlisted']
  .concat(['crm.account', 'crm.record'])
  .flatMap(around);

/** Of a withdrawal that promotes the next in line. */
export const ON_PROMOTION = ['command', 'transition.withdrawn', 'signal.claimPromoted'].flatMap(around);

/** Of a person's decision, each into its stage. */
export const DECIDED_STAGES = [
  'contacted',
  'disqualified',
  'qualified',
  'opportunity',
  'proposal',
  'negotiation',
  'won',
  'lost',
] as const;

export const aroundStage = (stage: string): string[] => around(`transition.${stage}`);

export const AT_THE_END_OF_A_LINE = ['signal.claimClosed', 'transition.declined'].flatMap(around);
/** Of a step that the record in the CRM is told of. */
export const ON_CRM_WRITE = around('crm.write');

export const ON_REVIEW = aroundStage('in_review');
/** Of a reviewer's word that it is the same company, or the same introduction. */
export const ON_SAME = ['review.same', 'review.join'].flatMap(around);
export const ON_EXPIRY = aroundStage('expired');
export const ON_RECEIPT = around('receive');
export const ON_APPROVAL = around('approval');
export const ON_CLAWBACK = around('clawback');
export const ON_ADJUSTMENT = around('adjust');
export const ON_CORRECTION = [...around('correction'), 'correction.written'];
export const ON_CANCELLED_RUN = around('cancel');
export const ON_REFUSAL = around('refuse');
export const ON_RELEASE = around('release');
export const ON_SETTLEMENT = around('settle');
/** Of a look-up after a lost answer: before the rail is asked, and before what it said is written. */
export const ON_LOOK_UP = ['lookup.before', 'lookup.found'];
export const ON_PAYMENT = [
  ...ON_RELEASE,
  'submit.before',
  'submit.intended',
  'submit.sent',
  'submit.after',
  'submit.sent:2',
  ...around('file'),
  ...ON_SETTLEMENT,
];
/** Of the drafts of a period that make themselves. */
export const ON_DRAFT = around('draft');
/** Of the monthly check of a partner's tier. */
export const ON_TIER = around('tier');
const ON_MAIL = around('mail');

export const ON_CASE_COMMANDS = (['answerCase', 'decideCase', 'withdrawCase', 'secondLook'] as const).map((name) => ({
  name,
  points: around(`case.${name}`),
}));
export const ON_REINSTATEMENT = around('signal.caseDecided');
export const ON_CASE_TIME = around('case.time');

/** No test of this folder dies there; why another one says as much. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  'transition.submitted.before': 'the line of code of every other stage; what is recorded there changes no stage',
  'transition.submitted.after': 'the line of code of every other stage; what is recorded there changes no stage',
  'signal.claimYielded.before':
    'the lines of code of every other signal; its place in line is taken again, and is the same',
  'signal.claimYielded.after':
    'the lines of code of every other signal; its place in line is taken again, and is the same',
  'signal.crmChanged.before':
    'the lines of code of every other signal; the CRM is asked what is there, whoever says so',
  'signal.crmChanged.after': 'the lines of code of every other signal; the CRM is asked what is there, whoever says so',
  'signal.rateConfirmed.before':
    'the lines of code of every other signal; to accrue again leaves alone what has accrued',
  'signal.rateConfirmed.after':
    'the lines of code of every other signal; to accrue again leaves alone what has accrued',
  'signal.dealRefund.before':
    'the lines of code of every other signal; what is taken back follows from the record alone',
  'signal.dealRefund.after':
    'the lines of code of every other signal; what is taken back follows from the record alone',
  'signal.dealPayment.before': 'the lines of code of every other signal; to accrue again leaves alone what has accrued',
  'signal.dealPayment.after': 'the lines of code of every other signal; to accrue again leaves alone what has accrued',
  'signal.dealCorrected.before':
    'the lines of code of every other signal; what the deal is worth follows from the record alone',
  'signal.dealCorrected.after':
    'the lines of code of every other signal; what the deal is worth follows from the record alone',
  'signal.runSettled.before': 'the lines of code of every other signal; the story reads its lines, whoever says so',
  'signal.runSettled.after': 'the lines of code of every other signal; the story reads its lines, whoever says so',
  'signal.recheck.before': 'the lines of code of every other signal; the story reads its lines, whoever says so',
  'signal.recheck.after': 'the lines of code of every other signal; the story reads its lines, whoever says so',
};

export const ALL_POINTS: readonly string[] = [
  ...ON_THE_WAY_IN,
  ...ON_PROMOTION,
  ...DECIDED_STAGES.flatMap(aroundStage),
  ...AT_THE_END_OF_A_LINE,
  ...ON_CRM_WRITE,
  ...ON_REVIEW,
  ...ON_SAME,
  ...ON_EXPIRY,
  ...ON_RECEIPT,
  ...ON_APPROVAL,
  ...ON_CLAWBACK,
  ...ON_ADJUSTMENT,
  ...ON_CORRECTION,
  ...ON_CANCELLED_RUN,
  ...ON_PAYMENT,
  ...ON_LOOK_UP,
  ...ON_REFUSAL,
  ...ON_DRAFT,
  ...ON_TIER,
  ...ON_MAIL,
  ...ON_CASE_COMMANDS.flatMap(({ points }) => points),
  ...ON_REINSTATEMENT,
  ...ON_CASE_TIME,
];
