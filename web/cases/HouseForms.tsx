import type { Case } from '../api/cases.ts';
import { useUser } from '../api/session.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { DealAnswerForm } from './DealAnswerForm.tsx';
import { DecideForm } from './DecideForm.tsx';
import { isToDecide } from './isToDecide.ts';
import { NotYou } from './NotYou.tsx';

/** The first answer and the decision, each only for those who may give it. */
export function HouseForms({ about }: { about: Case }) {
  const { id } = useUser();
  const Answer = about.kind === 'parallel_deal' ? DealAnswerForm : AnswerForm;
  return (
    <>
      {isToDecide(about) && !about.actions.includes('decide') ? <NotYou about={about} userId={id} /> : null}
      {about.actions.includes('answer') ? <Answer about={about} /> : null}
      {about.actions.includes('decide') ? <DecideForm about={about} /> : null}
    </>
  );
}
