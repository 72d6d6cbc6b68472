/** What finance answers: the document stays, or a correction states supplier, recipient and tax as they are known by now. */
export const OBJECTION_DECISIONS = ['kept', 'corrected'] as const;

export type ObjectionDecision = (typeof OBJECTION_DECISIONS)[number];

/** 30 days: laws on self-billing ask that the supplier accepts each invoice, and leave the time to those concerned. */
const OBJECTION_MS = 30 * 86_400_000;

export const objectUntil = (issuedAt: string): Date => new Date(Date.parse(issuedAt) + OBJECTION_MS);

type Contested = {
  /** Of the upload, where the partner wrote it. */
  invoiceId: string | null;
  issuedAt: string;
  objection: { decision: ObjectionDecision | null } | null;
  /** Whether a correction would say something else of supplier, recipient or tax. */
  detailsDiffer: boolean;
};

/** Why nobody objects to it; null where its partner may. */
export function objectionProblem(
  { invoiceId, issuedAt, objection }: Contested,
  now: Date,
): 'own_invoice' | 'contested_before' | 'deadline_over' | null {
  if (invoiceId !== null) return 'own_invoice';
  if (objection !== null) return 'contested_before';
  return now > objectUntil(issuedAt) ? 'deadline_over' : null;
}

/** What finance may answer by now; nothing where nobody waits for an answer. */
export function answersTo({ objection, detailsDiffer }: Contested): ObjectionDecision[] {
  if (objection?.decision !== null) return [];
  return detailsDiffer ? ['kept', 'corrected'] : ['kept'];
}
