import { Anchor } from '@mantine/core';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();

/** Somebody with a face made of letters; the mail address only where one may write to them. */
export function Person({ name, email, role }: { name: string; email?: string | null; role?: string }) {
  return (
    <div className="fl-person">
      <span className="fl-face" aria-hidden>
        {initials(name)}
      </span>
      <span className="fl-person-words">
        <span className="fl-person-name">{name}</span>
        {role === undefined ? null : <span className="fl-soft">{role}</span>}
        {email === undefined || email === null ? null : (
          <Anchor href={`mailto:${email}`} size="sm">
            {email}
          </Anchor>
        )}
      </span>
    </div>
  );
}
