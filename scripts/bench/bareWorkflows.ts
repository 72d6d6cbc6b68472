/** What the bare worker runs. */
export { bareStory } from './bareStory.ts';
export { bareTimer } from './bareTimer.ts';
