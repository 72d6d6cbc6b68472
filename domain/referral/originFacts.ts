import type { NextStep } from './nextStep.ts';
import type { StoryState } from './storyState.ts';

/** What sentences say of the deal that this one follows from; nothing of a first deal. */
export const originFacts = ({ origin }: Pick<StoryState, 'origin'>): NextStep['facts'] =>
  origin === null ? {} : { originKind: origin.kind, earnsBefore: origin.earnsBefore };
