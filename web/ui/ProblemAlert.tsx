import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isProblem, ProblemError } from '../api/problem.ts';
import { texts } from '../texts/en.ts';

type Props = { error: Error; title?: string; onRetry?: () => void; children?: ReactNode };

/** What went wrong in the words of the API, the request to name when asking for help, and a way to try again. */
export function ProblemAlert({ error, title, onRetry, children }: Props) {
  // The dialog that asks for the password says it already.
  if (isProblem(error, 'unauthenticated')) return null;
  const requestId = error instanceof ProblemError ? error.requestId : null;
  return (
    <Alert
      className="fl-problem"
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? texts.ui.failed}
    >
      <p>{error.message}</p>
      {children}
      {requestId === null ? null : <p className="fl-soft">{texts.ui.requestId(requestId)}</p>}
      {onRetry === undefined ? null : (
        <Button size="xs" variant="default" onClick={onRetry} mt="xs">
          {texts.ui.retry}
        </Button>
      )}
    </Alert>
  );
}
