/** An absence that runs now. `until`: ISO 8601. */
export type RunningAbsence = { until: string; deputyId: string | null };
export type AbsentPerson = { userId: string; absences: readonly RunningAbsence[] };

/** `standInId`: who may give the approval instead; null: nobody who was named may. */
export type Away = { until: string; standInId: string | null };

/**
 * Who of the eligible approvers is away, and who stands in. A deputy gets no right by it: they stand in only as an approver who
 * is here, is eligible for this line themself and has not approved it. Nobody stands in for one who is barred or has approved.
 */
export function awayOf(
  person: AbsentPerson,
  line: { eligible: readonly AbsentPerson[]; approvedBy: readonly string[] },
): Away | null {
  const [until] = person.absences.map((absence) => absence.until).sort((one, other) => (one < other ? 1 : -1));
  if (until === undefined) return null;
  const isFree = ({ userId, absences }: AbsentPerson): boolean =>
    absences.length === 0 && !line.approvedBy.includes(userId);
  const isOwed = !line.approvedBy.includes(person.userId);
  const standIn = line.eligible.find(
    (one) => isOwed && isFree(one) && person.absences.some(({ deputyId }) => deputyId === one.userId),
  );
  return { until, standInId: standIn?.userId ?? null };
}
