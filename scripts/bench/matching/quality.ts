import type { EvidenceKind } from '../../../domain/matching/evidence.ts';
import type { Row } from '../report.ts';
import { isFound } from './judge.ts';
import type { Judged } from './judge.ts';

const PRECISION_MIN = 0.995;
const RECALL_MIN = 0.97;
const REVIEW_MAX = 0.08;

const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);
export const percent = (value: number): string => (Number.isNaN(value) ? '–' : `${(value * 100).toFixed(1)} %`);
const precise = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(4));

const count = (judged: readonly Judged[], is: (one: Judged) => boolean): number => judged.filter(is).length;

export type Quality = { precision: number; recall: number; reviewRate: number };

export function qualityOf(judged: readonly Judged[]): Quality {
  const automatic = judged.filter(({ outcome }) => outcome === 'same');
  const duplicates = judged.filter(({ of }) => of.truth !== null);
  return {
    precision: share(
      count(automatic, ({ of, companyId }) => companyId === of.truth),
      automatic.length,
    ),
    recall: share(count(duplicates, isFound), duplicates.length),
    reviewRate: share(
      count(judged, ({ outcome }) => outcome === 'review'),
      judged.length,
    ),
  };
}

export function qualityRows(judged: readonly Judged[]): Row[] {
  const { precision, recall, reviewRate } = qualityOf(judged);
  return [
    {
      what: 'precision of what was decided without a person',
      measured: precise(precision),
      target: `≥ ${String(PRECISION_MIN)}`,
      met: precision >= PRECISION_MIN,
    },
    {
      what: 'recall: duplicates found, or shown to a person',
      measured: precise(recall),
      target: `≥ ${String(RECALL_MIN)}`,
      met: recall >= RECALL_MIN,
    },
    {
      what: 'sent to a person, of all submissions',
      measured: percent(reviewRate),
      target: `≤ ${percent(REVIEW_MAX)}`,
      met: reviewRate <= REVIEW_MAX,
    },
  ];
}

/** One row for each kind of submission: where it came to. */
export function confusion(judged: readonly Judged[]): string[][] {
  const kinds = ['duplicate', 'hard_negative', 'new'] as const;
  return [
    [
      'in truth',
      'n',
      'put to the right record',
      'put to a wrong record',
      'review, right record shown',
      'review, not shown',
      'new',
    ],
    ...kinds.map((kind) => {
      const those = judged.filter(({ of }) => of.kind === kind);
      const same = those.filter(({ outcome }) => outcome === 'same');
      const review = those.filter(({ outcome }) => outcome === 'review');
      return [
        kind.replace('_', ' '),
        those.length,
        count(same, isFound),
        count(same, (one) => !isFound(one)),
        count(review, isFound),
        count(review, (one) => !isFound(one)),
        count(those, ({ outcome }) => outcome === 'new'),
      ].map(String);
    }),
  ];
}

/** For each corruption and each kind of namesake: how many were found, and how many a person has to see. */
export function byTag(judged: readonly Judged[]): string[][] {
  const tags = [...new Set(judged.flatMap(({ of }) => of.tags))].sort();
  return [
    ['what was done', 'n', 'found', 'wrongly put to a record', 'sent to a person'],
    ...tags.map((tag) => {
      const those = judged.filter(({ of }) => of.tags.includes(tag));
      const duplicates = those.filter(({ of }) => of.truth !== null);
      const wrong = count(those, (one) => one.outcome === 'same' && !isFound(one));
      return [
        tag.replaceAll('_', ' '),
        String(those.length),
        duplicates.length === 0 ? '–' : percent(share(count(duplicates, isFound), duplicates.length)),
        String(wrong),
        percent(
          share(
            count(those, ({ outcome }) => outcome === 'review'),
            those.length,
          ),
        ),
      ];
    }),
  ];
}

/** Of the candidates that carry an evidence, how many are the company; of the companies that are there, how many carry it. */
export function byEvidence(judged: readonly Judged[]): string[][] {
  const pairs = judged.flatMap(({ of, candidates }) =>
    candidates.map((candidate) => ({ candidate, right: of.truth !== null && candidate.companyId === of.truth })),
  );
  const rights = pairs.filter(({ right }) => right);
  const kinds = [...new Set(pairs.flatMap(({ candidate }) => candidate.evidence.map(({ kind }) => kind)))].sort();
  const carries = (kind: EvidenceKind) => (pair: (typeof pairs)[number]) =>
    pair.candidate.evidence.some((evidence) => evidence.kind === kind);
  return [
    ['evidence', 'candidates', 'precision', 'recall'],
    ...kinds.map((kind) => {
      const carrying = pairs.filter(carries(kind));
      const right = carrying.filter((pair) => pair.right).length;
      return [
        kind.replaceAll('_', ' '),
        String(carrying.length),
        percent(share(right, carrying.length)),
        percent(share(right, rights.length)),
      ];
    }),
  ];
}
