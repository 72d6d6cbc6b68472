import { plainLine, readsAs } from '../readsAs.ts';

/** What a claim may be about besides the company, as somebody has named it. */
type Named = { productLine?: string | undefined; project?: string | undefined };

/** As it is kept; undefined where nothing of it can be read. */
export const namedLine = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : plainLine(text) || undefined;

/**
 * What a claim is about, for every way in that a referral has: two that read the same are one line, or a company could be
 * registered for two partners by a sign that nobody sees.
 */
export const claimKeys = ({ productLine, project }: Named): Named => ({
  productLine: productLine === undefined ? undefined : readsAs(productLine),
  project: project === undefined ? undefined : readsAs(project),
});
