import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

type Props = { title?: string; aside?: ReactNode; children: ReactNode; flush?: boolean };

/** A titled part of a page; `flush` lets a table reach its edges. */
export function Card({ title, aside, children, flush = false }: Props) {
  const id = useId();
  return (
    <section
      className={flush ? 'fl-card fl-card-flush' : 'fl-card'}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {title === undefined ? null : (
        <div className="fl-card-head">
          <Title order={2} id={id}>
            {title}
          </Title>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Terms and what they are here. Entries without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="fl-facts">
      {known.map(([term, value]) => (
        <div key={term} className="fl-fact">
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
