import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from '@jest/globals';
import { Sentence } from '../../web/ui/Sentence.tsx';

describe('the sentence on a page', () => {
  it.each([
    'Not a fit now: there is no budget for it at present.',
    'Passt derzeit nicht: derzeit gibt es kein Budget dafür. Unser Rat: „Fragen Sie nach“.',
  ])('is that of the API, letter by letter: %s', (text) => {
    const markup = renderToStaticMarkup(createElement(Sentence, { text, dueAt: null }));
    expect(markup.replaceAll(/<[^>]*>/g, '')).toBe(text);
  });
});
