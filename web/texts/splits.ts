/** What a deal earns, shared by two partners. */
export const splits = {
  title: 'Split',
  shared: (own: string, name: string, other: string) =>
    `${own} for the partner that referred the company, ${other} for ${name}`,
  states: { proposed: 'Proposed', agreed: 'Agreed', declined: 'Declined', withdrawn: 'Taken back' },
  proposedBy: 'Proposed by',
  answeredBy: 'Answered by',
  propose: 'Propose a split',
  about:
    'Another partner of the program gets a part of what this deal earns. The partner that referred the company has to agree, before the deal is won. What is agreed stands.',
  partner: 'Other partner',
  partnerMissing: 'Choose the partner who gets a part.',
  percent: 'Their part in percent',
  percentHint: (own: string) => `The partner that referred the company keeps ${own}.`,
  percentMissing: 'More than 0 and less than 100, with at most two decimals.',
  send: 'Propose',
  sent: 'Proposed: the partner is asked',
  question: (name: string, other: string, own: string) =>
    `We propose that ${name} gets ${other} of what this deal earns, and you ${own}. What you get for the introduction itself stays yours. What you agree to stands.`,
  agree: 'Agree',
  decline: 'Decline',
  agreed: 'Agreed',
  declined: 'Declined: everything stays yours',
  waits: 'An administrator of the partner that referred the company decides.',
  takeBack: 'Take the proposal back',
  takenBack: 'Taken back',
};
