import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { STAGES } from '../../domain/referral/stages.ts';

const REPOSITORY = new URL('../../', import.meta.url).pathname;
const FOLDERS = ['activities', 'adapters'];

/** What the variable part of a name may be; a new variable without an entry here is an error. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'adapters/database/storyWrites.ts point': STAGES.map((stage) => `transition.${stage}`),
  'activities/cases.ts command.name': ['answerCase', 'decideCase', 'withdrawCase', 'secondLook'],
  'adapters/temporal/relayWork.ts told.signal': [
    'claimPromoted',
    'claimClosed',
    'claimYielded',
    'runSettled',
    'recheck',
    'rateConfirmed',
    'dealRefund',
    'dealPayment',
    'dealCorrected',
    'caseDecided',
    'crmChanged',
  ],
  'activities/payoutRuns.ts point': ['release', 'settle', 'cancel'],
};

/** Points of the API; all others are the worker's. */
export const isApiPoint = (name: string): boolean => name.startsWith('receive.');

/**
 * Every name that `crashPoint` is called with, read from the sources, so that none is forgotten.
 * @throws Error for a variable name that nobody has said the values of
 */
export function crashPointNames(): string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(join(REPOSITORY, file), 'utf8').matchAll(/crashPoint\(['`]([^'`]+)['`]\)/g)].flatMap(
      ([, name = '']) => expand(file, name),
    ),
  );
  return [...new Set(names)].sort();
}

function expand(file: string, name: string): string[] {
  const variable = /\$\{([^}]+)\}/.exec(name);
  if (variable === null) return [name];
  const values = VARIABLES[`${file} ${variable[1] ?? ''}`];
  if (values === undefined) throw new Error(`say in crashPointNames.ts what ${name} of ${file} may be`);
  return values.map((value) => name.replace(variable[0], value));
}
