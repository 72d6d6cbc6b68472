export type StuckWork = {
  kind: 'dead_delivery' | 'command_pending' | 'story_not_started' | 'unassigned' | 'period_not_closed';
  id: string;
  referralId: string | null;
  number: string | null;
  cause: string;
  since: Date;
  attempts: number | null;
};

export interface Watch {
  /** Whether the database answers, and whether all migrations of this program are applied. */
  health(): Promise<{ database: 'ok' | 'down'; migrations: 'ok' | 'behind' | 'unknown' }>;
  /** Oldest first, at most 200. */
  stuck(now: Date): Promise<StuckWork[]>;
}
