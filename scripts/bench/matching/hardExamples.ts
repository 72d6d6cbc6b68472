import type { EvidenceKind } from '../../../domain/matching/evidence.ts';
import type { Submitted } from './cases.ts';

/**
 * What people get wrong, one by one. `known` was referred before, `submitted` comes now. `evidence`: what is said of the most
 * likely candidate. `parent`: the second known company belongs to the first. `alias`: a reviewer's word for the first.
 */
export type HardExample = {
  what: string;
  known: readonly Submitted[];
  alias?: string;
  parent?: true;
  submitted: Submitted;
  outcome: 'same' | 'review' | 'new';
  evidence: readonly EvidenceKind[];
};

const NORDWIND: Submitted = {
  name: 'Nordwind Logistik GmbH',
  domain: 'nordwind-logistik.de',
  email: 'ada@nordwind-logistik.de',
  country: 'DE',
};
const HITACHI: Submitted = { name: '株式会社日立製作所 (Hitachi)', email: 'taro@hitachi-demo.co.jp', country: 'JP' };
const free = (who: string): string => `${who}@gmail.com`;

export const HARD_EXAMPLES: readonly HardExample[] = [
  {
    what: 'umlauts written as two letters, no domain',
    known: [{ name: 'Müller & Söhne KG', email: free('a.mueller'), country: 'DE' }],
    submitted: { name: 'Mueller und Soehne', email: free('b.mueller'), country: 'DE' },
    outcome: 'review',
    evidence: ['same_name', 'same_country'],
  },
  {
    what: 'ø written as oe, another legal form',
    known: [{ name: 'Ørsted Byg A/S', email: free('kim'), country: 'DK' }],
    submitted: { name: 'Oersted Byg ApS', email: free('lis'), country: 'DK' },
    outcome: 'review',
    evidence: ['same_name', 'same_country'],
  },
  {
    what: 'Cyrillic, and its Latin spelling',
    known: [{ name: 'ООО «Северсталь»', email: 'ivan@severstal-demo.ru', country: 'RU' }],
    submitted: { name: 'Severstal LLC', email: free('petrov'), country: 'RU' },
    outcome: 'review',
    evidence: ['same_name', 'same_country'],
  },
  {
    what: 'a German name in Cyrillic',
    known: [NORDWIND],
    submitted: { name: 'Нордвинд Логистик', email: 'olga@mail.ru', country: 'DE' },
    outcome: 'review',
    evidence: ['similar_name', 'same_country'],
  },
  {
    what: 'Greek, and its Latin spelling',
    known: [{ name: 'Ελληνικά Πετρέλαια Α.Ε.', email: 'n@petrelaia-demo.gr', country: 'GR' }],
    submitted: { name: 'Ellinika Petrelaia', phone: '+30 210 1234567', country: 'GR' },
    outcome: 'review',
    evidence: ['same_name', 'same_country'],
  },
  {
    what: 'Japanese with a Latin trading name',
    known: [HITACHI],
    submitted: { name: 'Hitachi, Ltd.', email: free('sato'), country: 'JP' },
    outcome: 'review',
    evidence: ['same_name', 'same_country'],
  },
  {
    what: 'Japanese, and mail of its domain',
    known: [HITACHI],
    submitted: { name: 'Hitachi Seisakusho', email: 'ken@mail.hitachi-demo.co.jp' },
    outcome: 'same',
    evidence: [],
  },
  {
    what: 'initials, in the same country',
    known: [{ name: 'Bayerische Motoren Teile AG', email: 'x@motorenteile-demo.de', country: 'DE' }],
    submitted: { name: 'BMT', phone: '089 1234567', country: 'DE' },
    outcome: 'review',
    evidence: ['same_acronym', 'same_country'],
  },
  {
    what: 'the same initials abroad, with a domain of its own',
    known: [{ name: 'Bayerische Motoren Teile AG', email: 'x@motorenteile-demo.de', country: 'DE' }],
    submitted: { name: 'BMT Ltd', domain: 'bmt-demo.co.uk', country: 'GB' },
    outcome: 'new',
    evidence: ['same_acronym', 'elsewhere'],
  },
  {
    what: 'a new brand that a reviewer has noted as an alias',
    known: [{ name: 'Altmark Energie AG', email: 'x@altmark-demo.de', country: 'DE' }],
    alias: 'Neumark Power',
    submitted: { name: 'Neumark Power GmbH', email: free('neu'), country: 'DE' },
    outcome: 'same',
    evidence: [],
  },
  {
    what: 'the alias with a domain that contradicts',
    known: [{ name: 'Altmark Energie AG', email: 'x@altmark-demo.de', country: 'DE' }],
    alias: 'Neumark Power',
    submitted: { name: 'Neumark Power GmbH', domain: 'neumark-power.de', country: 'DE' },
    outcome: 'review',
    evidence: ['known_alias', 'same_country', 'other_domain'],
  },
  {
    what: 'a known subsidiary of a company that was referred',
    known: [NORDWIND, { name: 'Seewind Reederei GmbH', domain: 'seewind-demo.de', country: 'DE' }],
    parent: true,
    submitted: { name: 'Seewind Reederei', email: 'kai@seewind-demo.de', country: 'DE' },
    outcome: 'review',
    evidence: ['parent', 'same_country'],
  },
  {
    what: 'a sister by name, with a domain of its own',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Energie GmbH', domain: 'nordwind-energie.de', country: 'DE' },
    outcome: 'new',
    evidence: [],
  },
  {
    what: 'the same name in another country, with another domain',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Logistik AB', domain: 'nwl.se', country: 'SE' },
    outcome: 'new',
    evidence: ['same_name', 'elsewhere'],
  },
  {
    what: 'the same name in the same country, with another domain',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Logistik AG', domain: 'nwl.de', country: 'DE' },
    outcome: 'review',
    evidence: ['same_name', 'same_country', 'other_domain'],
  },
  {
    what: 'the same name in another country, no domain',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Logistik', email: free('swede'), country: 'SE' },
    outcome: 'review',
    evidence: ['same_name', 'other_country'],
  },
  {
    what: 'mail of a sub-domain, another name',
    known: [NORDWIND],
    submitted: { name: 'NWL', email: 'it@mail.nordwind-logistik.de' },
    outcome: 'same',
    evidence: [],
  },
  {
    what: 'free mail, the same name',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Logistik', email: free('nordwind') },
    outcome: 'review',
    evidence: ['same_name'],
  },
  {
    what: 'free mail with a plus note and points: the same person, nearly the same name',
    known: [{ name: 'Tischlerei Quast', email: 'j.quast@gmail.com', country: 'DE' }],
    submitted: { name: 'Tischlerei Quast e.K.', email: 'jquast+holz@googlemail.com', country: 'DE' },
    outcome: 'same',
    evidence: [],
  },
  {
    what: 'free mail of an adviser, another name',
    known: [{ name: 'Tischlerei Quast', email: 'adviser@gmail.com', country: 'DE' }],
    submitted: { name: 'Brandenfels Optik', email: 'adviser@gmail.com', country: 'DE' },
    outcome: 'review',
    evidence: ['same_email', 'same_country'],
  },
  {
    what: 'disposable mail is no company',
    known: [{ name: 'Tischlerei Quast', email: 'one@mailinator.com' }],
    submitted: { name: 'Brandenfels Optik', email: 'two@mailinator.com' },
    outcome: 'new',
    evidence: [],
  },
  {
    what: 'a page on a platform is no company',
    known: [{ name: 'Tischlerei Quast', domain: 'https://www.facebook.com/quast' }],
    submitted: { name: 'Brandenfels Optik', domain: 'https://www.facebook.com/brandenfels' },
    outcome: 'new',
    evidence: [],
  },
  {
    what: 'two clients of one agency, which writes for both',
    known: [{ name: 'Tischlerei Quast', domain: 'quast-demo.de', email: 'a@agency-demo.de', country: 'DE' }],
    submitted: { name: 'Brandenfels Optik', domain: 'brandenfels-demo.de', email: 'b@agency-demo.de', country: 'DE' },
    outcome: 'review',
    evidence: ['same_mail_domain', 'same_country'],
  },
  {
    what: 'a typo in the domain',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Logistik', email: 'ada@nordwnid-logistik.de', country: 'DE' },
    outcome: 'review',
    evidence: ['same_name', 'similar_domain', 'same_country'],
  },
  {
    what: 'the domain of another country',
    known: [NORDWIND],
    submitted: { name: 'Nordwind Logistik SARL', domain: 'nordwind-logistik.fr', country: 'FR' },
    outcome: 'review',
    evidence: ['same_name', 'sibling_domain', 'other_country'],
  },
  {
    what: 'a typo in the name, no domain',
    known: [NORDWIND],
    submitted: { name: 'Nordwnid Logistik', email: free('typo'), country: 'DE' },
    outcome: 'review',
    evidence: ['similar_name', 'same_country'],
  },
  {
    what: 'one switchboard, two companies with domains of their own',
    known: [{ ...NORDWIND, phone: '+49 40 123456' }],
    submitted: { name: 'Brandenfels Optik', domain: 'brandenfels-demo.de', phone: '040 123456', country: 'DE' },
    outcome: 'new',
    evidence: ['same_phone', 'same_country', 'other_domain'],
  },
  {
    what: 'one phone number in two spellings, and nothing else',
    known: [{ name: 'Tischlerei Quast', phone: '+49 (0)40 123-456', country: 'DE' }],
    submitted: { name: 'Quast Innenausbau', phone: '0049 40 123456', country: 'DE' },
    outcome: 'review',
    evidence: ['same_phone', 'same_country'],
  },
  {
    what: 'two companies below one public suffix',
    known: [{ name: 'Harrison Foods Ltd', domain: 'harrison-demo.co.uk', country: 'GB' }],
    submitted: { name: 'Whitaker Marine Ltd', domain: 'whitaker-demo.co.uk', country: 'GB' },
    outcome: 'new',
    evidence: [],
  },
  {
    what: 'an international domain in its two forms',
    known: [{ name: 'Münchner Stahl', domain: 'münchen-stahl-demo.de' }],
    submitted: { name: 'Stahl aus München', email: 'x@xn--mnchen-stahl-demo-22b.de' },
    outcome: 'same',
    evidence: [],
  },
];
