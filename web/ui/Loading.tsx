import { Skeleton } from '@mantine/core';
import { texts } from '../texts/en.ts';

/** The shape of a list before its rows are there. */
export function ListSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="fl-skeletons" role="status" aria-label={texts.ui.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={38} />
      ))}
    </div>
  );
}

export function DetailSkeleton() {
  return (
    <div className="fl-skeletons" role="status" aria-label={texts.ui.loading}>
      <Skeleton height={30} width="45%" />
      <Skeleton height={72} />
      <Skeleton height={220} />
    </div>
  );
}
