import { ASSIGN_REASONS, claimPassesOn, REASON_CODES, type EndStage } from '../../domain/referral/reasons.ts';
import { assignReasonText, reasonText } from '../../domain/texts/sentence.ts';
import { listReasons } from '../operations/commands.ts';
import { route } from '../route.ts';

const ENDS = Object.keys(REASON_CODES) as EndStage[];

export const listReasonsRoute = () =>
  route(listReasons, ({ caller: { language } }) => {
    const ends = ENDS.flatMap((usedFor) =>
      REASON_CODES[usedFor].map((code) => ({
        code,
        label: reasonText({ stage: usedFor, code, language }).label,
        usedFor,
        passesOn: claimPassesOn(usedFor, code),
      })),
    );
    const assign = ASSIGN_REASONS.map((code) => ({
      code,
      label: assignReasonText(code, language).label,
      usedFor: 'assign',
      passesOn: null,
    }));
    return Promise.resolve({ status: 200, body: { data: [...ends, ...assign] } });
  });
