import { describe, expect, it } from '@jest/globals';
import { scoreCandidate } from '../../../domain/matching/evidence.ts';
import type { CandidateFacts } from '../../../domain/matching/evidence.ts';
import { verdictOf } from '../../../domain/matching/verdict.ts';

const NOTHING_IN_COMMON: CandidateFacts = {
  source: 'company',
  id: 'cpy_1',
  companyId: 'cpy_1',
  referralId: 'ref_1',
  sameKeys: [],
  nameSimilarity: 0,
  country: 'unknown',
  domain: 'unknown',
  related: null,
};

type Given = Partial<CandidateFacts>;

const scored = (given: Given) => scoreCandidate({ ...NOTHING_IN_COMMON, ...given });

describe('the score of a candidate', () => {
  it.each<{ given: Given; kinds: string[]; proof: boolean; why: string }>([
    {
      given: { sameKeys: ['domain'], domain: 'same' },
      kinds: ['same_domain'],
      proof: true,
      why: 'a domain has one holder',
    },
    { given: { sameKeys: ['email'] }, kinds: ['same_email'], proof: true, why: 'it is the same person' },
    { given: { sameKeys: ['alias'] }, kinds: ['known_alias'], proof: true, why: 'a reviewer has said so' },
    { given: { sameKeys: ['name'] }, kinds: ['same_name'], proof: false, why: 'names are shared' },
    { given: { sameKeys: ['name'], nameSimilarity: 1 }, kinds: ['same_name'], proof: false, why: 'and count once' },
    { given: { nameSimilarity: 0.9 }, kinds: ['similar_name'], proof: false, why: 'a slip of the pen' },
    { given: { sameKeys: ['phone'] }, kinds: ['same_phone'], proof: false, why: 'a switchboard serves many' },
    { given: { sameKeys: ['acronym'] }, kinds: ['same_acronym'], proof: false, why: 'three letters fit many names' },
    { given: { related: 'parent' }, kinds: ['parent'], proof: false, why: 'one group, two companies' },
    { given: { related: 'subsidiary' }, kinds: ['subsidiary'], proof: false, why: 'one group, two companies' },
  ])('$given is $kinds ($why)', ({ given, kinds, proof }) => {
    const candidate = scored(given);
    expect(candidate.evidence.map(({ kind }) => kind)).toEqual(kinds);
    expect(candidate.proof).toBe(proof);
  });

  it('stays within 0 and 100, whatever speaks for and against', () => {
    const everything: Given = {
      sameKeys: ['domain', 'email', 'phone', 'name', 'acronym', 'alias'],
      domain: 'same',
      country: 'same',
    };
    expect(scored(everything).score).toBe(100);
    expect(scored({ domain: 'other', country: 'other' }).score).toBe(0);
  });

  it('is lowered by a contradiction, most by another domain and another country together', () => {
    const named: Given = { sameKeys: ['name'] };
    const plain = scored(named).score;
    const otherDomain = scored({ ...named, domain: 'other' }).score;
    const elsewhere = scored({ ...named, domain: 'other', country: 'other' }).score;
    expect(otherDomain).toBeLessThan(plain);
    expect(elsewhere).toBeLessThan(scored({ ...named, country: 'other' }).score);
    expect(elsewhere).toBeLessThan(otherDomain);
  });

  it('is not lowered for a parent or a subsidiary: groups are at home in several countries', () => {
    expect(scored({ related: 'parent', domain: 'other', country: 'other' }).score).toBe(50);
  });

  it('names the strongest evidence first', () => {
    const { evidence } = scored({ sameKeys: ['acronym', 'name', 'email'], domain: 'other' });
    expect(evidence.map(({ kind }) => kind)).toEqual(['same_email', 'same_name', 'same_acronym', 'other_domain']);
  });
});

describe('the verdict', () => {
  it('is new without candidates', () => {
    expect(verdictOf([])).toEqual({ kind: 'new', candidates: [] });
  });

  it('asks a person about a name, and about a proof that contradicts what was said', () => {
    expect(verdictOf([scored({ sameKeys: ['name'] })]).kind).toBe('review');
    expect(verdictOf([scored({ sameKeys: ['email'], domain: 'other', country: 'other' })]).kind).toBe('review');
  });

  it('asks nobody about a namesake in another country with another domain, and keeps it', () => {
    const namesake = scored({ sameKeys: ['name'], domain: 'other', country: 'other' });
    expect(verdictOf([namesake])).toEqual({ kind: 'new', candidates: [namesake] });
  });

  it('keeps every candidate, the most likely first', () => {
    const weak = scored({ sameKeys: ['acronym'] });
    const strong = scored({ sameKeys: ['name'] });
    expect(verdictOf([weak, strong])).toEqual({ kind: 'review', candidates: [strong, weak] });
  });
});
