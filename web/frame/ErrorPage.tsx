import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { texts } from '../texts/en.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

export function NotFound() {
  return (
    <EmptyState
      isPage
      title={texts.frame.notFound}
      action={
        <Button component={Link} to="/">
          {texts.frame.home}
        </Button>
      }
    >
      {texts.frame.notFoundText}
    </EmptyState>
  );
}

/** A page that failed to draw or to load its code, as after an update of the app. */
export function BrokenPage() {
  return (
    <EmptyState
      isPage
      title={texts.frame.broken}
      action={<Button onClick={() => window.location.reload()}>{texts.frame.reload}</Button>}
    />
  );
}
