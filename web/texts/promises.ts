/** What a program promises, and how its promises are kept. */
export const promises = {
  program: {
    title: 'Program',
    about: 'What we promise and how we keep it. The rules of the day you refer hold for that referral for good.',
    which: 'Program',
    none: 'You are in no program yet',
    noneText: 'Your partner manager enrols your company; then its promises and terms stand here.',
    ours: 'What we promise',
    window: 'Last 90 days',
    all: 'To all partners:',
    you: 'To you:',
    nothingDue: 'Nothing was due',
    yours: 'What we ask of you',
    yourAnswers: 'Your answers:',
    rules: 'The rules',
    earn: 'What you earn',
    tier: (tier: string) => `Your tier is “${tier}”.`,
    nextTier: (tier: string, missing: string) =>
      `It takes ${missing} more of won revenue within twelve months to reach “${tier}”, as of today.`,
    tierIsDue: (tier: string) =>
      `What you have won is enough for “${tier}” today. If it still is at the next monthly check, you rise then.`,
    leftOut: (sums: string) => `Not counted, because there is no confirmed exchange rate today: ${sums}.`,
    noPlan: 'There is no published plan yet.',
    version: (policy: string) => `Version of the rules: ${policy}`,
    planVersion: (plan: string) => `Version of the plan: ${plan}`,
  },
  attainment: {
    title: 'Attainment',
    about: 'How promises were kept in the last 90 days. Each counts once, as kept or missed.',
    by: 'By',
    groups: { program: 'Program', partner: 'Partner', rep: 'Person' },
    names: { program: 'Program', partner: 'Partner', rep: 'Person' },
    program: 'Program',
    anyProgram: 'All programs',
    kinds: {
      acknowledge: 'Answer',
      review: 'Review',
      first_contact: 'First contact',
      handover: 'Handover',
      status_update: 'News',
      approve: 'Approval',
      payout: 'Payout by pay day',
      information: 'Partner’s answers',
    },
    percent: (percent: number) => `${String(percent)} %`,
    tooFew: 'too few to say',
    counts: (kept: number, total: number) => `${String(kept)} of ${String(total)}`,
    withoutPauses: (percent: number | null, kept: number, total: number) =>
      percent === null
        ? `${String(kept)} of ${String(total)} without pauses`
        : `${String(percent)} % without pauses (${String(kept)})`,
    note: '“Without pauses”: as if the clock had run on while a question waited for the partner.',
    none: 'Nothing was due in the last 90 days',
    noneText: 'A promise shows here as soon as it is kept or missed.',
    noneFiltered: 'Nothing was due in this program',
    noneFilteredText: 'In the last 90 days none of its promises was kept or missed.',
  },
};
