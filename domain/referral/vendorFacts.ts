import type { NextStep } from './nextStep.ts';
import type { StoryState } from './storyState.ts';

/** For those inside: what the check found in our own records. */
export const vendorFacts = ({ vendor }: StoryState): NextStep['facts'] =>
  vendor === null
    ? {}
    : {
        vendorWhy: vendor.why,
        activity: vendor.finding?.activity ?? null,
        contactAt: vendor.finding?.at ?? null,
        unproven: vendor.unproven ? 1 : 0,
      };
