import type { Counts, CountedPromise } from '../../domain/sla/attainment.ts';

export type AttainmentGroup = 'program' | 'partner' | 'rep';

export type AttainmentFilter = {
  by: AttainmentGroup;
  since: Date;
  until: Date;
  /** Undefined: all of them. */
  programIds: readonly string[] | undefined;
  partnerId: string | undefined;
  ownerId: string | undefined;
  /** Only partners that this person manages. */
  managerId: string | undefined;
  kinds: readonly CountedPromise[];
};

/** What a group promised and kept, one row for each kind of promise. */
export type AttainmentRow = Counts & { id: string; name: string; kind: CountedPromise };

export interface Attainments {
  count(filter: AttainmentFilter): Promise<AttainmentRow[]>;
}
