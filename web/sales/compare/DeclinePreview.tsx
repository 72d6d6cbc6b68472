import { useReasons } from '../../api/catalog.ts';
import { texts } from '../../texts/en.ts';

const words = texts.sales.review;

/** What the partner reads before it is sent: reason and advice from the catalogue, and what is added by hand. */
export function DeclinePreview({ reasonCode, message }: { reasonCode: string; message: string }) {
  const reasons = useReasons();
  const reason = (reasons.data ?? []).find(({ usedFor, code }) => usedFor === 'declined' && code === reasonCode);
  if (reason === undefined) return null;
  const { clause = '', advice = '' } = reason.texts['en'] ?? {};
  const said = [words.notRegistered(clause), advice, message.trim()].filter((text) => text !== '');
  return (
    <figure className="fl-preview" aria-live="polite">
      <figcaption className="fl-soft">{words.preview}</figcaption>
      <blockquote>{said.join(' ')}</blockquote>
    </figure>
  );
}
