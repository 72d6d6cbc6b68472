import { EMPTY_DRAFT, type Draft } from './draft.ts';

type Kept = { draft: Draft; sent: { content: string; key: string } | undefined };

const placeFor = (userId: string): string => `fairlead.draft.${userId}`;

/** The draft of this person on this device, with the key under which it may already have been sent. */
export function readDraft(userId: string): Kept {
  const nothing: Kept = { draft: EMPTY_DRAFT, sent: undefined };
  try {
    const text = localStorage.getItem(placeFor(userId));
    if (text === null) return nothing;
    const kept = JSON.parse(text) as Partial<Kept>;
    return { draft: { ...EMPTY_DRAFT, ...kept.draft }, sent: kept.sent };
  } catch {
    return nothing;
  }
}

/** A device without room or permission simply keeps nothing. */
export function keepDraft(userId: string, kept: Kept): void {
  try {
    localStorage.setItem(placeFor(userId), JSON.stringify(kept));
  } catch {
    forgetDraft(userId);
  }
}

export function forgetDraft(userId: string): void {
  try {
    localStorage.removeItem(placeFor(userId));
  } catch {
    return;
  }
}
