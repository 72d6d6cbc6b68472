import { folded } from './spelling.ts';

/**
 * Legal forms by country, in Latin letters and lower case as `nameKey` sees them, several words where they are written so.
 * `plain` ones are nothing else; `also` ones are words or initials too, and are kept when a name has nothing besides.
 */
const LEGAL_FORMS: Readonly<Record<string, { plain: readonly string[]; also?: readonly string[] }>> = {
  german: {
    plain: [
      ...['gmbh', 'ggmbh', 'mbh', 'kgaa', 'ohg', 'gbr', 'ek', 'aktiengesellschaft', 'kommanditgesellschaft'],
      ...['gesellschaft mit beschrankter haftung', 'gesmbh', 'eingetragene genossenschaft'],
    ],
    also: ['ag', 'kg', 'ug', 'ev', 'eg', 'se', 'haftungsbeschrankt', 'gesellschaft'],
  },
  english: {
    plain: [
      'ltd',
      'limited',
      'llc',
      'llp',
      'plc',
      'inc',
      'incorporated',
      'corp',
      'corporation',
      'pty',
      'pte',
      'pvt',
      'cic',
    ],
    also: ['co', 'company', 'lp', 'pc', 'private', 'public'],
  },
  french: {
    plain: ['sarl', 'sasu', 'eurl', 'societe anonyme', 'scop', 'sca', 'sci'],
    also: ['sa', 'sas', 'snc', 'scs'],
  },
  italian: { plain: ['srl', 'srls', 'sapa', 'societa per azioni'], also: ['spa', 'snc', 'sas'] },
  spanish: {
    plain: ['slu', 'sau', 'sociedad limitada', 'sociedad anonima', 'sa de cv', 'srl de cv', 'sapi de cv', 'sas de cv'],
    also: ['sl', 'sa', 'cia'],
  },
  portuguese: { plain: ['ltda', 'lda', 'eireli', 'unipessoal lda'], also: ['sa', 'epp', 'sgps'] },
  dutch: { plain: ['bv', 'bvba', 'vof', 'besloten vennootschap', 'naamloze vennootschap'], also: ['nv', 'cv', 'srl'] },
  swedish: { plain: ['aktiebolag', 'handelsbolag', 'publ'], also: ['ab', 'hb', 'kb'] },
  danish: { plain: ['aps', 'ivs', 'anpartsselskab', 'aktieselskab'], also: ['as', 'ks'] },
  norwegian: { plain: ['asa', 'aksjeselskap'], also: ['as', 'ans'] },
  finnish: { plain: ['oyj', 'osakeyhtio', 'tmi'], also: ['oy', 'ky', 'abp'] },
  icelandic: { plain: ['ehf', 'ohf'], also: ['hf'] },
  polish: {
    plain: [
      'sp z oo',
      'sp zoo',
      'spzoo',
      'zoo',
      'spolka akcyjna',
      'sp j',
      'sp k',
      'spolka z ograniczona odpowiedzialnoscia',
    ],
    also: ['sa'],
  },
  czech: { plain: ['sro', 'spol sro', 'spol s ro', 'akciova spolecnost', 'vos'], also: ['as', 'ks'] },
  slovak: { plain: ['sro', 'spol sro'], also: ['as'] },
  hungarian: { plain: ['kft', 'zrt', 'nyrt', 'korlatolt felelossegu tarsasag'], also: ['rt', 'bt'] },
  romanian: { plain: ['srl', 'pfa'], also: ['sa', 'sc'] },
  croatian: { plain: ['doo', 'jdoo'], also: ['dd', 'dno'] },
  bulgarian: { plain: ['ood', 'eood', 'ead'], also: ['ad'] },
  greek: { plain: ['epe', 'ike', 'anonymi etairia', 'monoprosopi'], also: ['ae', 'oe', 'ee'] },
  russian: { plain: ['ooo', 'oao', 'zao', 'pao', 'nao'], also: ['ao', 'ip', 'kompaniya'] },
  ukrainian: { plain: ['tov', 'pat', 'prat'], also: ['at', 'fop'] },
  turkish: { plain: ['ltd sti', 'anonim sirketi', 'limited sirketi', 'sti'], also: ['as'] },
  baltic: { plain: ['uab', 'ou', 'aktsiaselts', 'osauhing', 'akciju sabiedriba'], also: ['as', 'sia', 'ab'] },
  japanese: { plain: ['kabushiki kaisha', 'kabushikigaisha', 'godo kaisha', 'yugen kaisha'], also: ['kk', 'gk', 'yk'] },
  korean: { plain: ['jusikhoesa'], also: [] },
  malay: { plain: ['sdn bhd', 'bhd'], also: [] },
  indonesian: { plain: ['tbk'], also: ['pt', 'cv'] },
  arabic: { plain: ['shrkh', 'fzco', 'fze', 'fzllc', 'wll', 'saog'], also: ['dmcc'] },
  hebrew: { plain: ['bm'], also: [] },
};

/** Scripts without spaces write the form at the name itself, so it is cut off before words are told apart. */
const UNSPACED_FORMS = [
  ...['株式会社', '有限会社', '合同会社', '合資会社', '一般社団法人', '(株)', '(有)', '(同)'],
  ...['股份有限公司', '有限责任公司', '有限責任公司', '有限公司', '集团', '集團', '公司'],
  ...['주식회사', '유한회사', '(주)', '(유)'],
  ...['บริษัท', 'จำกัด', '(มหาชน)', 'בע"מ', 'בע״מ', 'בעמ'],
];

const formsOf = (which: 'plain' | 'also'): string[][] =>
  [...new Set(Object.values(LEGAL_FORMS).flatMap((forms) => forms[which] ?? []))]
    .map((form) => form.split(' ').map(folded))
    .sort((one, other) => other.length - one.length);

const PLAIN = formsOf('plain');
const ALSO_WORDS = formsOf('also');

function without(words: readonly string[], forms: readonly string[][]): string[] {
  let left = [...words];
  for (const form of forms)
    if (form.every((word) => left.includes(word))) left = left.filter((word) => !form.includes(word));
  return left;
}

/**
 * The words that tell a company. A form is dropped wherever it stands, since the order of words does not count; empty when
 * there was nothing but legal forms.
 */
export function withoutLegalForms(words: readonly string[]): string[] {
  const left = without(words, PLAIN);
  const distinct = without(left, ALSO_WORDS);
  return distinct.length === 0 ? left : distinct;
}

/** `haftungsbeschränkt`, `publ`: what stands in brackets may be a part of the form and no name. */
export const isOnlyLegalForm = (words: readonly string[]): boolean =>
  without(without(words, PLAIN), ALSO_WORDS).length === 0;

export function withoutUnspacedForms(name: string): string {
  let left = name.trim();
  for (const form of UNSPACED_FORMS) {
    const rest = left.startsWith(form)
      ? left.slice(form.length)
      : left.endsWith(form)
        ? left.slice(0, -form.length)
        : '';
    if (rest.trim() !== '') left = rest.trim();
  }
  return left;
}
