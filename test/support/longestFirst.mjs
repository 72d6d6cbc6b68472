import Sequencer from '@jest/test-sequencer';

/** What takes longest, by folder: begun last, it would keep one core waiting for the other at the end of the run. */
const LONG = ['domain/ledger/', 'domain/commission/', 'replay/', 'workflows/', 'journey/', 'browser/'];

const rankOf = ({ path }) => {
  const rank = LONG.findIndex((folder) => path.includes(`/test/${folder}`));
  return rank === -1 ? LONG.length : rank;
};

/** Else as jest does it: by how long each took last time, or by its size. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}
