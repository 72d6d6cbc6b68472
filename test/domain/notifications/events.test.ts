import { describe, expect, it } from '@jest/globals';
import { choicesOf, dispositionOf, NOTIFICATIONS } from '../../../domain/notifications/events.ts';
import type { MailKey } from '../../../domain/texts/mailKeys.ts';

const KEYS = Object.keys(NOTIFICATIONS) as MailKey[];

describe('who hears of what', () => {
  it.each(KEYS)('%s has a reader, and what is usual is one of the choices', (key) => {
    const rules = Object.values(NOTIFICATIONS[key]);
    expect(rules.length).toBeGreaterThan(0);
    for (const { usual, choices } of rules) expect(choices).toContain(usual);
  });

  it('the usual mail of the week is for what asks nothing of a partner', () => {
    const weekly = KEYS.filter((key) => dispositionOf({ key, reader: 'partner', settings: {} }) === 'digest');
    expect(weekly).toEqual(['attempt', 'proposal', 'negotiation', 'moved_up', 'commission_approved']);
  });

  it.each([
    { key: 'won' as const, reader: 'partner' as const, chosen: 'off', is: 'off', why: 'free to choose' },
    { key: 'won' as const, reader: 'partner' as const, chosen: 'digest', is: 'digest', why: 'free to choose' },
    { key: 'won' as const, reader: 'partner' as const, chosen: 'never', is: 'now', why: 'no choice of ours' },
    { key: 'assigned' as const, reader: 'internal' as const, chosen: 'off', is: 'now', why: 'has to be acted on' },
    { key: 'reminder_50' as const, reader: 'internal' as const, chosen: 'digest', is: 'now', why: 'no such mail here' },
    { key: 'reminder_50' as const, reader: 'internal' as const, chosen: 'off', is: 'off', why: 'free to turn off' },
    { key: 'assigned' as const, reader: 'partner' as const, chosen: 'off', is: 'now', why: 'never lost unseen' },
  ])('$key to $reader, chosen $chosen: $is ($why)', ({ key, reader, chosen, is }) => {
    expect(dispositionOf({ key, reader, settings: { [key]: chosen } })).toBe(is);
  });

  it('each side sees its own mails only', () => {
    expect(choicesOf('partner', {}).map(({ event }) => event)).not.toContain('breach_100');
    expect(choicesOf('internal', {}).map(({ event }) => event)).not.toContain('won');
  });
});
