import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that another colour scheme can change. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const DESK = { width: 1_440, height: 900 };
/** A4 at 96 dots per inch. */
const PAPER = { width: 794, height: 1_123 };
const HAND = { width: 390, height: 844 };

/** Where to keep pictures of what was checked; none are kept unless SCREENSHOTS names a folder. */
const keptIn = process.env['SCREENSHOTS'];

async function keep(page: Page, name: string): Promise<void> {
  if (keptIn === undefined) return;
  mkdirSync(keptIn, { recursive: true });
  await page.screenshot({ path: path.join(keptIn, `${name}.png`) });
}

async function violationsOf(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  // Our pages have no frames, so that there is nothing to be put together in another tab, which would take half of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(OF_COLOURS)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}

/**
 * What has to hold on every page in whatever state it is: no finding of axe, light or dark, and no sideways scrolling
 * in a hand.
 */
export async function checkPage(page: Page, name: string): Promise<void> {
  // What is checked is the page, not the moment before it is there.
  await page.locator('h1').first().waitFor();
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(DESK);
    await keep(page, `${name}-${colorScheme}`);
    findings.push(...(await violationsOf(page, colorScheme)).map((finding) => `${name}, ${colorScheme}: ${finding}`));
    await page.setViewportSize(HAND);
    await keep(page, `${name}-${colorScheme}-hand`);
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > HAND.width) findings.push(`${name}: ${width} px wide in a hand of ${HAND.width} px`);
  }
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(findings).toEqual([]);
}

/** On paper nothing is cut off at its edge. */
export async function checkPaper(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  await keep(page, `${name}-paper`);
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(DESK);
  expect(width).toBeLessThanOrEqual(PAPER.width);
}
