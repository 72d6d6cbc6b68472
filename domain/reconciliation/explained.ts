/** Of the things that were compared, those on which the sources agree or whose difference a person of finance has accepted. */
export type Explained = { compared: number; explained: number; percent: number | null };

/**
 * `open`: findings that nobody has accepted. The percentage has one decimal and is rounded down, so that it is 100 only when
 * everything is explained; null where nothing was compared, or not everything (`isWhole`).
 */
export function explainedOf({
  compared,
  open,
  isWhole,
}: {
  compared: number;
  open: number;
  isWhole: boolean;
}): Explained {
  const explained = Math.max(0, compared - open);
  const percent = compared === 0 || !isWhole ? null : Math.floor((explained * 1_000) / compared) / 10;
  return { compared, explained, percent };
}
