/** By the partner that referred it, or else by the sales manager. */
type Step = { command: string; body: Record<string, unknown>; by?: 'partner' };
const reached: Step = { command: 'contact', body: { channel: 'phone', outcome: 'reached' } };
const noAnswer: Step = {
  command: 'contact',
  body: { channel: 'phone', outcome: 'no_answer', message: 'Called twice, left a message.' },
};
const qualified: Step = {
  command: 'qualify',
  body: {
    need: 'yes',
    budget: 'yes',
    authority: 'yes',
    timeline: 'yes',
    outcome: 'qualified',
    quality: 5,
    feedback: 'Perfect introduction, thank you.',
  },
};
const disqualified = (reasonCode: string, feedback: string): Step => ({
  command: 'qualify',
  body: {
    need: 'yes',
    budget: 'no',
    authority: 'yes',
    timeline: 'yes',
    outcome: 'disqualified',
    reasonCode,
    quality: 2,
    feedback,
  },
});
const IN_TWELVE_WEEKS = new Date(Date.now() + 84 * 86_400_000).toISOString().slice(0, 10);
const later: Step = {
  command: 'qualify',
  body: {
    need: 'yes',
    budget: 'yes',
    authority: 'yes',
    timeline: 'no',
    outcome: 'later',
    recontactOn: IN_TWELVE_WEEKS,
    quality: 4,
    feedback: 'Good, but only once the new hall stands.',
  },
};
const advance = (stage: string): Step => ({ command: 'advance', body: { stage } });
const won = (amount: number, dealId: string, closedOn: string): Step => ({
  command: 'close',
  body: { outcome: 'won', amount: { amount, currency: 'EUR' }, closedOn, dealId },
});

/** What happens to whom after acceptance, by company. */
export const JOURNEYS: Readonly<Record<string, readonly Step[]>> = {
  'Rhein Bio GmbH': [noAnswer],
  'Tamm Elektro': [reached],
  'Delta Werft': [reached],
  'Kolibri Optik GmbH': [{ command: 'ask', body: { question: 'Which of the two plants is it about?' } }],
  'Isar Robotics GmbH': [reached, later],
  'Nordwind Textil AG': [
    reached,
    { command: 'extension', body: { days: 60, reasonCode: 'decision_pending' }, by: 'partner' },
  ],
  'Gasthof Adler Gruppe': [
    reached,
    disqualified('bad_fit', 'Kitchens are not what our software was made for.'),
    {
      command: 'contest',
      body: { kind: 'disqualified', note: 'They also run a factory for ready meals in Augsburg.' },
      by: 'partner',
    },
  ],
  'Kessel Stahl AG': [reached, qualified, advance('opportunity')],
  'Aurora Dairy': [reached, qualified, advance('opportunity'), advance('proposal')],
  'Adler Reisen GmbH': [
    reached,
    qualified,
    advance('negotiation'),
    won(4_000_000, 'D-1001', new Date().toISOString().slice(0, 10)),
  ],
  'Vega Semicon GmbH': [reached, qualified, advance('negotiation')],
  'Fjord Parcel AS': [
    reached,
    qualified,
    advance('opportunity'),
    { command: 'close', body: { outcome: 'lost', reasonCode: 'competitor' } },
  ],
  'Bäckerei Lenz': [reached, disqualified('no_budget', 'No budget this year; please try again in spring.')],
};

/** With whom the partner that referred a company has agreed to share what its deal earns: the part of that other partner. */
export const SPLITS: Readonly<Record<string, { partner: string; basisPoints: number }>> = {
  'Vega Semicon GmbH': { partner: 'Kestrel IT Resale', basisPoints: 3_000 },
};
