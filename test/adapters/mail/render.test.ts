import { describe, expect, it } from '@jest/globals';
import type { Letter } from '../../../adapters/mail/port.ts';
import { brandOf, renderLetter } from '../../../adapters/mail/render.ts';

const letter: Letter = {
  greeting: 'Hello Ada,',
  sentence: 'Registered for you <until> 22 Feb & on.',
  nextStep: { label: 'Next step', text: 'Tell "Jana".' },
  lists: [],
  facts: [{ label: 'Company', value: '<script>alert(1)</script>' }],
  link: { label: 'Open the referral', url: 'http://localhost:3000/referrals/R-7K2M-94' },
};

describe('the letter', () => {
  const { text, html } = renderLetter({ subject: 'A <b> subject', language: 'de', letter }, 'Helioforge Partners');

  it('reads well as plain text', () => {
    expect(text).toBe(
      [
        'Hello Ada,',
        '',
        'Registered for you <until> 22 Feb & on.',
        '',
        'Next step: Tell "Jana".',
        '',
        'Company: <script>alert(1)</script>',
        '',
        'Open the referral: http://localhost:3000/referrals/R-7K2M-94',
        '',
        '-- ',
        'Helioforge Partners',
        '',
      ].join('\n'),
    );
  });

  it('says to a deputy on whose behalf it comes, before anything else', () => {
    const note = 'You stand in for <Emil>.';
    const forDeputy = renderLetter({ subject: 's', language: 'en', letter: { ...letter, note } }, 'Helioforge');
    expect(forDeputy.text).toMatch(/^Hello Ada,\n\nYou stand in for <Emil>\.\n\nRegistered for you/);
    expect(forDeputy.html).toContain('You stand in for &lt;Emil&gt;.');
  });

  it('escapes everything people wrote in HTML', () => {
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&lt;until&gt; 22 Feb &amp; on.');
    expect(html).not.toContain('<script>');
    expect(html).toContain('href="http://localhost:3000/referrals/R-7K2M-94"');
  });

  it.each([
    { from: 'Helioforge Partners <partners@helioforge.example>', brand: 'Helioforge Partners' },
    { from: '"Helioforge, Partners" <p@h.example>', brand: 'Helioforge, Partners' },
    { from: 'partners@helioforge.example', brand: 'partners@helioforge.example' },
  ])('signs $from as $brand', ({ from, brand }) => {
    expect(brandOf(from)).toBe(brand);
  });
});
