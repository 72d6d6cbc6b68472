/** One place to get a program from. Says why it has nothing, or where the program is; never throws. */
export type ResolutionStep = {
  name: string;
  find: () => Promise<{ file: string } | { nothing: string }>;
  /** A program somebody has named explicitly must work; the search does not pass over it in silence. */
  isBinding?: boolean;
  /** Looking there costs nothing, so finding nothing is not worth a line unless all fails. */
  isQuiet?: boolean;
};

/**
 * Asks the steps in order and takes the first program that works, with a line for each step that took effort.
 * @throws Error that lists every step with its reason and what to do.
 */
export async function resolveBinary(options: {
  program: string;
  steps: readonly ResolutionStep[];
  works: (file: string) => Promise<boolean>;
  say: (line: string) => void;
  whatToDo: string;
}): Promise<string> {
  const reasons: string[] = [];
  for (const step of options.steps) {
    const startedAt = Date.now();
    const found = await step.find();
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    const works = 'file' in found && (await options.works(found.file));
    if ('file' in found && works) {
      options.say(`${options.program}: ${step.name} (${seconds} s)`);
      return found.file;
    }
    const reason = 'file' in found ? `${found.file} does not run` : found.nothing;
    if (step.isQuiet !== true || 'file' in found)
      options.say(`${options.program}: not from ${step.name}: ${reason} (${seconds} s)`);
    reasons.push(`  - ${step.name}: ${reason}`);
    if (step.isBinding === true && 'file' in found) break;
  }
  throw new Error(`${options.program} cannot be had:\n${reasons.join('\n')}\n${options.whatToDo}`);
}
