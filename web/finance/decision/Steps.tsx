import type { Commission } from '../../api/types.ts';
import { Facts } from '../../ui/Card.tsx';

/** The proof of an amount: one sentence, then why the rule applies, then every step with its value. */
export function Steps({ line }: { line: Commission }) {
  const { because, steps } = line.explanation;
  return (
    <div className="fl-proof">
      <p className="fl-proof-sentence">{line.explanation.sentence}</p>
      <Facts facts={[...because, ...steps].map(({ label, value }) => [label, value] as const)} />
    </div>
  );
}
