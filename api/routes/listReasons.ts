import { isContestable } from '../../domain/cases/kinds.ts';
import { ASSIGN_REASONS, coolsOff, REASON_CODES, reasonRule, type EndStage } from '../../domain/referral/reasons.ts';
import { LANGUAGES, type Language } from '../../domain/texts/format.ts';
import { assignReasonText, reasonText } from '../../domain/texts/sentence.ts';
import type { ReasonText } from '../../domain/texts/shape.ts';
import { listReasons } from '../operations/commands.ts';
import { route } from '../route.ts';

const ENDS = Object.keys(REASON_CODES) as EndStage[];

/** In every language: who gives a reason reads what the other side will read. */
const inAll = (write: (language: Language) => ReasonText) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, write(language)]));

function endReason(usedFor: EndStage, code: string, language: Language) {
  const rule = reasonRule(usedFor, code);
  return {
    code,
    label: reasonText({ stage: usedFor, code, language }).label,
    usedFor,
    class: rule?.class ?? null,
    passesOn: rule?.passesOn ?? null,
    contestable: isContestable(usedFor),
    coolsOff: coolsOff(usedFor),
    validIn: rule?.validIn ?? [],
    texts: inAll((spoken) => reasonText({ stage: usedFor, code, language: spoken })),
  };
}

const assignReason = (code: string, language: Language) => ({
  code,
  label: assignReasonText(code, language).label,
  usedFor: 'assign',
  class: null,
  passesOn: null,
  contestable: false,
  coolsOff: false,
  validIn: [],
  texts: inAll((spoken) => assignReasonText(code, spoken)),
});

export const listReasonsRoute = () =>
  route(listReasons, ({ caller: { language } }) => {
    const ends = ENDS.flatMap((usedFor) => REASON_CODES[usedFor].map((code) => endReason(usedFor, code, language)));
    const assign = ASSIGN_REASONS.map((code) => assignReason(code, language));
    return Promise.resolve({ status: 200, body: { data: [...ends, ...assign] } });
  });
