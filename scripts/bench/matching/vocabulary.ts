/** What names of companies are made of in a country. */
export type Land = {
  country: string;
  ending: string;
  /** The country code of its phone numbers. */
  dial: string;
  forms: readonly string[];
  families: readonly string[];
  trades: readonly string[];
  towns: readonly string[];
  script?: 'cyrillic' | 'greek' | 'kana' | 'hanzi';
};

const list = (text: string): string[] => text.split(' ');

const GERMAN = {
  families: list(
    'Müller Schneider Schröder König Krämer Böhm Jäger Schäfer Größmann Hoffmann Weiß Köhler Lang Brandt Voß Günther Löwe Reuter Ziegler Baumgärtner Kühn Ehlers Förster Hübner Petzold Rösler Sturm Thiele Ullrich Wörner',
  ),
  trades: list(
    'Logistik Maschinenbau Elektrotechnik Bau Energie Medizintechnik Druck Metallbau Anlagenbau Consulting Software Kunststofftechnik Gebäudetechnik Spedition Stahlhandel Immobilien Verlag Optik',
  ),
};
const ENGLISH = {
  families: list(
    'Smith Harrison Whitaker Bennett Fletcher Hargreaves Thornton Ashworth Caldwell Prescott Langley Sutton Winslow Barker Kensington Marlow Redfern Holloway Pemberton Aldridge',
  ),
  trades: list(
    'Logistics Engineering Software Consulting Foods Construction Analytics Packaging Plastics Instruments Security Robotics Marine Textiles Pharma Insurance Education Aviation',
  ),
};

export const LANDS: readonly Land[] = [
  {
    ...GERMAN,
    country: 'DE',
    ending: 'de',
    dial: '49',
    forms: ['GmbH', 'AG', 'GmbH & Co. KG', 'KG', 'SE', 'UG (haftungsbeschränkt)', 'OHG'],
    towns: list('Hamburger Münchner Berliner Kölner Bremer Dresdner Nürnberger Leipziger'),
  },
  {
    ...GERMAN,
    country: 'AT',
    ending: 'at',
    dial: '43',
    forms: ['GmbH', 'AG', 'GesmbH', 'OG'],
    towns: list('Wiener Grazer Linzer Salzburger'),
  },
  {
    ...GERMAN,
    country: 'CH',
    ending: 'ch',
    dial: '41',
    forms: ['AG', 'GmbH', 'SA'],
    towns: list('Zürcher Basler Berner Luzerner'),
  },
  {
    ...ENGLISH,
    country: 'GB',
    ending: 'co.uk',
    dial: '44',
    forms: ['Ltd', 'Limited', 'PLC', 'LLP'],
    towns: list('Bristol Leeds Northern Mersey Highland Severn'),
  },
  {
    ...ENGLISH,
    country: 'US',
    ending: 'com',
    dial: '1',
    forms: ['Inc.', 'LLC', 'Corp.', 'Co.'],
    towns: list('Pacific Lakeshore Dakota Atlantic Midwest Bayou'),
  },
  {
    country: 'FR',
    ending: 'fr',
    dial: '33',
    forms: ['SARL', 'SAS', 'S.A.', 'SASU'],
    families: list(
      'Lefèvre Dupont Garnier Béranger Rousseau Châtelain Moreau Gérard Lemaître Perrault Fournier Desprès',
    ),
    trades: list('Logistique Conseil Énergie Ingénierie Emballages Textile Bâtiment Santé Informatique Mécanique'),
    towns: list('Lyonnaise Bretonne Parisienne Nantaise'),
  },
  {
    country: 'IT',
    ending: 'it',
    dial: '39',
    forms: ['S.r.l.', 'S.p.A.', 'S.n.c.'],
    families: list('Rossi Bianchi Colombo Ferrari Marchetti Galli Fontana Lombardi Moretti Barbieri'),
    trades: list('Logistica Meccanica Tessuti Alimentari Impianti Ceramiche Costruzioni Elettronica'),
    towns: list('Milanese Toscana Veneta Ligure'),
  },
  {
    country: 'ES',
    ending: 'es',
    dial: '34',
    forms: ['S.L.', 'S.A.', 'S.L.U.'],
    families: list('García Muñoz Fernández Ibáñez Ordóñez Castillo Vázquez Peña Navarro Núñez'),
    trades: list('Logística Construcciones Alimentación Ingeniería Textil Energía Cerámica Transportes'),
    towns: list('Andaluza Catalana Gallega Valenciana'),
  },
  {
    country: 'NL',
    ending: 'nl',
    dial: '31',
    forms: ['B.V.', 'N.V.', 'VOF'],
    families: list('Bakker Visser Dijkstra Hoekstra Vermeulen Kuiper Brouwer Terpstra Jansen Meijer'),
    trades: list('Logistiek Bouw Techniek Zuivel Scheepvaart Verpakking Advies Automatisering'),
    towns: list('Amsterdamse Utrechtse Friese Brabantse'),
  },
  {
    country: 'SE',
    ending: 'se',
    dial: '46',
    forms: ['AB', 'Aktiebolag', 'HB'],
    families: list('Lindström Söderberg Åkesson Öberg Björk Hedlund Nyström Sjögren Ekdahl Wallin'),
    trades: list('Logistik Bygg Teknik Energi Verkstad Skog Fastigheter Plast'),
    towns: list('Göteborgs Uppsala Malmö Norrlands'),
  },
  {
    country: 'DK',
    ending: 'dk',
    dial: '45',
    forms: ['A/S', 'ApS'],
    families: list('Sørensen Kjær Østergaard Bøgh Nygaard Holm Friis Mølgaard Ravn Lærke'),
    trades: list('Logistik Byg Teknik Energi Mejeri Transport Værksted'),
    towns: list('Århus Odense Jyske Sjællands'),
  },
  {
    country: 'PL',
    ending: 'pl',
    dial: '48',
    forms: ['Sp. z o.o.', 'S.A.', 'sp.j.'],
    families: list('Kowalski Wiśniewski Żuławski Łukasiewicz Zieliński Grabowski Król Dąbrowski Górski Śliwa'),
    trades: list('Logistyka Budownictwo Energia Maszyny Transport Odzież Stal Meble'),
    towns: list('Łódzka Krakowska Śląska Gdańska'),
  },
  {
    country: 'CZ',
    ending: 'cz',
    dial: '420',
    forms: ['s.r.o.', 'a.s.', 'spol. s r.o.'],
    families: list('Novák Dvořák Černý Růžička Šimek Kučera Říha Beneš Hájek Žák'),
    trades: list('Logistika Stavby Strojírna Energie Doprava Sklo Ocel'),
    towns: list('Pražská Brněnská Moravská Plzeňská'),
  },
  {
    country: 'RU',
    ending: 'ru',
    dial: '7',
    forms: ['ООО', 'АО', 'ПАО'],
    families: list('Ivanov Petrov Sokolov Morozov Volkov Lebedev Orlov Markov Belov Titov'),
    trades: list('Logistika Stroitel Energo Metall Trans Khimprom Agro'),
    towns: list('Ural Sever Volga Baltika'),
    script: 'cyrillic',
  },
  {
    country: 'GR',
    ending: 'gr',
    dial: '30',
    forms: ['Α.Ε.', 'Ε.Π.Ε.', 'Ι.Κ.Ε.'],
    families: list('Papadopoulos Nikolaidis Pappas Makris Antoniou Kostas Dimas Samaras'),
    trades: list('Trofima Metalla Energeia Metafores Domika Plastika'),
    towns: list('Attiki Kriti Makedonia'),
    script: 'greek',
  },
  {
    country: 'JP',
    ending: 'co.jp',
    dial: '81',
    forms: ['株式会社'],
    families: [],
    trades: [],
    towns: [],
    script: 'kana',
  },
  {
    country: 'CN',
    ending: 'cn',
    dial: '86',
    forms: ['有限公司', '股份有限公司'],
    families: [],
    trades: [],
    towns: [],
    script: 'hanzi',
  },
];

export const SYLLABLES = list(
  'vel mor ti lux nor ka den sol ar vin tor mel ri qua zen bra fos hel ix jun kel lor mi nax op pra quin ros sta tel ul va wen xa yor zi al ber cro dor el fen gra hol in jas kin lum mar nel or pax rin sil tan um ves wil ax bel cor dra en fal gol hy im',
);

/** Latin and native, syllable by syllable. */
export const KANA: readonly (readonly [string, string])[] = list(
  'ka:カ sa:サ ta:タ na:ナ ma:マ ya:ヤ ra:ラ ki:キ shi:シ ni:ニ mi:ミ ri:リ ku:ク su:ス mu:ム ru:ル ke:ケ te:テ ne:ネ me:メ ko:コ so:ソ to:ト no:ノ mo:モ yo:ヨ ro:ロ',
).map((pair) => pair.split(':') as [string, string]);
export const HANZI: readonly (readonly [string, string])[] = list(
  'hua:华 wei:为 zhong:中 xin:新 da:大 hai:海 tian:天 long:龙 jin:金 feng:丰 yuan:远 guang:光 ming:明 dong:东 bei:北 nan:南 an:安 ke:科 rui:瑞 tai:泰 heng:恒 xing:兴 jia:佳 li:力',
).map((pair) => pair.split(':') as [string, string]);

const LETTERS = {
  cyrillic:
    'shch:щ kh:х zh:ж ch:ч sh:ш ts:ц yu:ю ya:я a:а b:б c:к d:д e:е f:ф g:г h:х i:и j:й k:к l:л m:м n:н o:о p:п q:к r:р s:с t:т u:у v:в w:в x:кс y:ы z:з',
  greek:
    'ch:χ ps:ψ th:θ ou:ου a:α b:μπ c:κ d:δ e:ε f:φ g:γ h:χ i:ι j:ι k:κ l:λ m:μ n:ν o:ο p:π q:κ r:ρ s:σ t:τ u:υ v:β w:β x:ξ y:υ z:ζ',
} as const;

const LETTER_PAIRS = {
  cyrillic: list(LETTERS.cyrillic).map((pair) => pair.split(':') as [string, string]),
  greek: list(LETTERS.greek).map((pair) => pair.split(':') as [string, string]),
};

/** A word in another script as people of the country would write it; the first letter stays large. */
export function inScript(word: string, script: keyof typeof LETTERS): string {
  let rest = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let written = '';
  while (rest !== '') {
    const [latin, letter] = LETTER_PAIRS[script].find(([from]) => rest.startsWith(from)) ?? [
      rest[0] ?? '',
      rest[0] ?? '',
    ];
    written += letter;
    rest = rest.slice(latin.length);
  }
  return written.slice(0, 1).toUpperCase() + written.slice(1);
}
