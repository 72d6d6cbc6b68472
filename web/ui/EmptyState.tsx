import type { ReactNode } from 'react';

type Props = {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all that the page has, so its title is the page's. */
  isPage?: boolean;
};

/** Why there is nothing here, and the one thing to do about it. */
export function EmptyState({ title, children, action, isPage = false }: Props) {
  return (
    <div className="fl-empty">
      {isPage ? <h1 className="fl-empty-title">{title}</h1> : <p className="fl-empty-title">{title}</p>}
      {children === undefined ? null : <p className="fl-empty-text">{children}</p>}
      {action}
    </div>
  );
}
