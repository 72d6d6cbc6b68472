/** Several lines approved at once. */
export const selection = {
  column: 'Select',
  line: (amount: string, partner: string) => `Select ${amount} for ${partner}`,
  selected: (count: number, sums: readonly string[]) =>
    count === 0 ? 'Nothing selected' : `${String(count)} selected: ${sums.join(' and ')}`,
  all: (count: number) => `Select all ${String(count)} that you may approve`,
  none: 'Select none',
  approve: (count: number) => (count === 1 ? 'Approve 1 line' : `Approve ${String(count)} lines`),
  title: 'Approve the selection?',
  question: (count: number) =>
    count === 1
      ? 'You approve this line as it was on screen.'
      : `You approve these ${String(count)} lines as they were on screen, each by itself.`,
  sums: 'In total',
  outcome: (done: number, pending: number, refused: number) =>
    [
      `${String(done)} approved`,
      ...(pending === 0 ? [] : [`${String(pending)} stored, carried out as soon as possible`]),
      ...(refused === 0 ? [] : [`${String(refused)} not approved`]),
    ].join(', ') + '.',
  close: 'Done',
};
