import type { Referral } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card } from './Card.tsx';
import { Moment } from './Moment.tsx';

const words = texts.questions;

/** What was asked and answered so far; nothing where nothing was. */
export function QuestionsCard({ referral }: { referral: Referral }) {
  if (referral.questions.length === 0) return null;
  return (
    <Card title={words.asked}>
      <ul className="fl-attempts">
        {referral.questions.map(({ kind, state, question, askedAt, askedBy, answer, answeredAt }) => (
          <li key={askedAt + kind}>
            <span>
              <strong>{question ?? words.kinds[kind]}</strong> · <Moment at={askedAt} />
              {askedBy === null ? null : ` · ${askedBy}`}
            </span>
            <span>
              {answer ?? words.states[state]}
              {answeredAt === null ? null : (
                <>
                  {' · '}
                  <Moment at={answeredAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
