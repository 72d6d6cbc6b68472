import { isContestable } from '../../domain/cases/kinds.ts';
import {
  ASSIGN_REASONS,
  coolsOff,
  EXTENSION_REASONS,
  REASON_CODES,
  reasonRule,
  REOPEN_REASONS,
  type EndStage,
} from '../../domain/referral/reasons.ts';
import { LANGUAGES, type Language } from '../../domain/texts/format.ts';
import { commandReasonText, reasonText, type ReasonedCommand } from '../../domain/texts/sentence.ts';
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
    coolsOff: coolsOff(usedFor, code),
    validIn: rule?.validIn ?? [],
    texts: inAll((spoken) => reasonText({ stage: usedFor, code, language: spoken })),
  };
}

/** The codes of commands that say why without ending anything. */
const OF_COMMANDS: Readonly<Record<ReasonedCommand, readonly string[]>> = {
  assign: ASSIGN_REASONS,
  reopen: REOPEN_REASONS,
  extension: EXTENSION_REASONS,
};

const COMMANDS = Object.keys(OF_COMMANDS) as ReasonedCommand[];

const commandReason = (usedFor: ReasonedCommand, code: string, language: Language) => ({
  code,
  label: commandReasonText(usedFor, code, language).label,
  usedFor,
  class: null,
  passesOn: null,
  contestable: false,
  coolsOff: false,
  validIn: [],
  texts: inAll((spoken) => commandReasonText(usedFor, code, spoken)),
});

export const listReasonsRoute = () =>
  route(listReasons, ({ caller: { language } }) => {
    const ends = ENDS.flatMap((usedFor) => REASON_CODES[usedFor].map((code) => endReason(usedFor, code, language)));
    const others = COMMANDS.flatMap((usedFor) =>
      OF_COMMANDS[usedFor].map((code) => commandReason(usedFor, code, language)),
    );
    return Promise.resolve({ status: 200, body: { data: [...ends, ...others] } });
  });
