import type { ReactNode } from 'react';

/** Why there is nothing here, and the one thing to do about it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="fl-empty">
      <p className="fl-empty-title">{title}</p>
      {children === undefined ? null : <p className="fl-empty-text">{children}</p>}
      {action}
    </div>
  );
}
