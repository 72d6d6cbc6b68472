import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';

import { loadTests, runTests, type LoadedTests, type TestOutcome, type TestSelection } from './testFiles.ts';

/** Stryker refuses options that nobody declares. */
export const strykerValidationSchema = { properties: { oneProcess: { type: 'object' } } };

type Context = { [Part in keyof InstrumenterContext]: InstrumenterContext[Part] | undefined };

/** What the mutated code looks at whenever it comes to a place of a mutant. */
const context = ((globalThis as Record<string, unknown>)[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {}) as Context;

/**
 * Runs the tests of the rules for Stryker in one process that stays: Jest's own runner would load every test file again for
 * each mutant, which takes seconds where the tests take milliseconds. Tests of rules are pure, so nothing has to be put back
 * between two mutants; where a mutant leaves something changed all the same, the process is thrown away.
 */
class OneProcessRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);

  #loaded: LoadedTests | undefined;
  #mutantsTried = 0;
  #spoilt = false;
  readonly #selection: TestSelection;

  constructor(options: StrykerOptions) {
    this.#selection = options['oneProcess'] as TestSelection;
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun({ disableBail }: DryRunOptions): Promise<DryRunResult> {
    const outcomes = await this.#run(undefined, disableBail);
    return { ...this.#complete(outcomes), mutantCoverage: context.mutantCoverage ?? { static: {}, perTest: {} } };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (this.#spoilt) throw new Error('A mutant before this one left something changed: a new process is needed.');
    this.#mutantsTried += 1;
    const isStatic = options.mutantActivation === 'static';
    if (!isStatic) this.#loaded ??= await loadTests(this.#selection);
    const result = await this.#withMutant(options);
    if (result.status === MutantRunStatus.Killed && !isStatic) await this.#failOnlyWithIt(result.killedBy);
    return result;
  }

  async #withMutant({ activeMutant, hitLimit, testFilter, disableBail }: MutantRunOptions): Promise<MutantRunResult> {
    Object.assign(context, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    try {
      const failureMessage = await this.#failureToLoad();
      if (failureMessage !== undefined)
        return { status: MutantRunStatus.Killed, killedBy: [], failureMessage, nrOfTests: 0 };
      const outcomes = await this.#run(testFilter, disableBail);
      const endless = determineHitLimitReached(context.hitCount, hitLimit);
      return toMutantRunResult(endless ?? this.#complete(outcomes), disableBail);
    } finally {
      Object.assign(context, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    }
  }

  /** With a wrong table of rules the modules themselves may refuse to load: then every test fails. */
  async #failureToLoad(): Promise<string | undefined> {
    try {
      this.#loaded ??= await loadTests(this.#selection);
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  /** A test that now fails without the mutant as well says nothing about it, unless the mutant was the first to run here. */
  async #failOnlyWithIt(killedBy: readonly string[]): Promise<void> {
    const outcomes = await this.#run(killedBy, true);
    this.#spoilt = outcomes.some(({ failure }) => failure !== undefined);
    if (this.#spoilt && this.#mutantsTried > 1) throw new Error('This mutant has to be tried in a new process.');
  }

  async #run(only: readonly string[] | undefined, disableBail: boolean): Promise<readonly TestOutcome[]> {
    this.#loaded ??= await loadTests(this.#selection);
    return runTests(this.#loaded, {
      only: only && new Set(only),
      stopAtFirstFailure: !disableBail,
      started: (id) => {
        context.currentTestId = id;
      },
    });
  }

  #complete(outcomes: readonly TestOutcome[]) {
    return { status: DryRunStatus.Complete as const, tests: outcomes.map((outcome) => this.#resultOf(outcome)) };
  }

  #resultOf({ id, durationMs, failure }: TestOutcome): TestResult {
    const { name = id, fileName } = this.#loaded?.byId.get(id) ?? {};
    const result = { id, name, timeSpentMs: durationMs, ...(fileName !== undefined && { fileName }) };
    return failure === undefined
      ? { ...result, status: TestStatus.Success }
      : { ...result, status: TestStatus.Failed, failureMessage: failure };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'oneProcess', OneProcessRunner)];
