import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { texts } from '../texts/en.ts';

type Props = { title: string; about?: ReactNode; above?: ReactNode; beside?: ReactNode; actions?: ReactNode };

/** The top of every page: where you are, what it is in one line, and what can be done here. */
export function PageHeader({ title, about, above, beside, actions }: Props) {
  useDocumentTitle(`${title} · ${texts.frame.product}`);
  return (
    <header className="fl-page-header">
      <div className="fl-page-header-words">
        {above === undefined ? null : <div className="fl-page-above">{above}</div>}
        <div className="fl-page-title">
          <Title order={1}>{title}</Title>
          {beside}
        </div>
        {about === undefined ? null : <div className="fl-page-about">{about}</div>}
      </div>
      {actions === undefined ? null : <div className="fl-page-actions">{actions}</div>}
    </header>
  );
}
