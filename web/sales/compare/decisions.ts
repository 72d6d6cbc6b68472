import { optionalText } from '../../api/optionalText.ts';
import type { Referral, ReviewBody } from '../../api/types.ts';

export type Candidate = NonNullable<Referral['verdict']>['candidates'][number];

export type Decision = ReviewBody['decision'];

export type Values = {
  decision: Decision | '';
  reasonCode: string;
  candidateId: string;
  remember: boolean;
  message: string;
  note: string;
};

export type Option = { value: string; label: string };

const labelOf = ({ referralNumber, companyName }: Candidate): string =>
  [referralNumber, companyName].filter((part) => part !== null).join(' · ');

/** Which of the look-alikes a decision can be about: referrals to wait behind or to join, or companies that it is the same as. */
export function optionsFor(decision: Decision | '', candidates: readonly Candidate[]): Option[] {
  if (decision === 'waitlist' || decision === 'join') {
    return candidates.flatMap((candidate) =>
      candidate.referralId === null || (decision === 'join' && !candidate.joinable)
        ? []
        : [{ value: candidate.referralId, label: labelOf(candidate) }],
    );
  }
  if (decision !== 'alias') return [];
  const companies = new Map<string, Option>();
  for (const { companyId, companyName } of candidates)
    if (companyId !== null) companies.set(companyId, { value: companyId, label: companyName ?? companyId });
  return [...companies.values()];
}

/** What was chosen, or the first that can be meant: an earlier choice may be none of this decision's. */
export const chosenOf = ({ decision, candidateId }: Values, candidates: readonly Candidate[]): Option | undefined => {
  const options = optionsFor(decision, candidates);
  return options.find(({ value }) => value === candidateId) ?? options[0];
};

export function bodyOf(values: Values, candidates: readonly Candidate[]): ReviewBody {
  const { decision, reasonCode, remember, message, note } = values;
  const texts = { ...optionalText('message', message), ...optionalText('note', note) };
  const candidateId = chosenOf(values, candidates)?.value ?? '';
  if (decision === 'decline') return { decision, reasonCode, ...texts };
  if (decision === 'join') return { decision, candidateId, ...texts };
  if (decision === 'waitlist' || decision === 'alias')
    return { decision, ...optionalText('candidateId', candidateId), ...texts };
  return { decision: 'accept', ...(remember ? { sameCompany: false as const } : {}), ...texts };
}
