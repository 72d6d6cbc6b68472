import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { addEventHandler, getState, resetState, run, setState, type State } from 'jest-circus';

type Test = NonNullable<State['currentlyRunningTest']>;
type Block = State['rootDescribeBlock'];

export type LoadedTest = { readonly id: string; readonly name: string; readonly fileName: string; readonly test: Test };
type LoadedFile = { readonly state: State; readonly tests: readonly LoadedTest[] };
export type LoadedTests = { readonly files: readonly LoadedFile[]; readonly byId: ReadonlyMap<string, LoadedTest> };

export type TestSelection = {
  /** Regular expression for the paths from the repository's root. */
  readonly testFiles: string;
  /** What Jest loads before each test file. */
  readonly setupFile: string;
  readonly testTimeoutMs: number;
};

const imported = (file: string): Promise<unknown> => import(pathToFileURL(path.resolve(file)).href);

/** Loads every test file once, each with a state of Jest's own runner, so that hooks of one file mean no other. */
export const loadTests = async (selection: TestSelection): Promise<LoadedTests> => {
  register('./resolveJestGlobals.mjs', import.meta.url);
  await imported(selection.setupFile);
  const setupHooks = getState().rootDescribeBlock.hooks;
  const wanted = new RegExp(selection.testFiles, 'u');
  const files: LoadedFile[] = [];
  for (const fileName of filesUnder('test').filter((file) => wanted.test(file))) {
    resetState();
    const state = getState();
    state.testTimeout = selection.testTimeoutMs;
    state.rootDescribeBlock.hooks.push(...setupHooks);
    await imported(fileName);
    files.push({ state, tests: withIds(fileName, testsOf(state.rootDescribeBlock)) });
  }
  return { files, byId: new Map(files.flatMap(({ tests }) => tests.map((each) => [each.id, each]))) };
};

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .toSorted();

const testsOf = (block: Block): readonly Test[] =>
  block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));

/** Two rows of a table may have the same title: the second is `… (2)`. */
const withIds = (fileName: string, tests: readonly Test[]): readonly LoadedTest[] => {
  const seen = new Map<string, number>();
  return tests.map((test) => {
    const title = titleOf(test);
    const times = (seen.get(title) ?? 0) + 1;
    seen.set(title, times);
    const name = times === 1 ? title : `${title} (${String(times)})`;
    return { id: `${fileName} ${name}`, name, fileName, test };
  });
};

const titleOf = (test: Test): string => [...titlesAround(test.parent), test.name].join(' ');

const titlesAround = (block: Block): readonly string[] =>
  block.parent === undefined ? [] : [...titlesAround(block.parent), block.name];

export type TestWatch = {
  /** Undefined: all of them. */
  readonly only: ReadonlySet<string> | undefined;
  readonly stopAtFirstFailure: boolean;
  readonly started: (id: string | undefined) => void;
};

export type TestOutcome = { readonly id: string; readonly durationMs: number; readonly failure: string | undefined };

/** Runs the loaded tests that are asked for, in the order of their files; what did not run has no outcome. */
export const runTests = async (loaded: LoadedTests, watch: TestWatch): Promise<readonly TestOutcome[]> => {
  const outcomes: TestOutcome[] = [];
  for (const { state, tests } of loaded.files) {
    const asked = tests.filter(({ id }) => watch.only?.has(id) ?? true);
    if (asked.length === 0) continue;
    outcomes.push(...(await runFile(state, tests, new Map(asked.map((each) => [each.test, each.id])), watch)));
    if (watch.stopAtFirstFailure && outcomes.some(({ failure }) => failure !== undefined)) break;
  }
  return outcomes;
};

const runFile = async (
  state: State,
  tests: readonly LoadedTest[],
  asked: ReadonlyMap<Test, string>,
  watch: TestWatch,
): Promise<readonly TestOutcome[]> => {
  const outcomes: TestOutcome[] = [];
  onEvent = (name, test) => {
    const id = asked.get(test);
    if (name === 'test_start') {
      const over = watch.stopAtFirstFailure && outcomes.some(({ failure }) => failure !== undefined);
      test.mode = id === undefined || over ? 'skip' : undefined;
      watch.started(test.mode === 'skip' ? undefined : id);
    } else if (id !== undefined) {
      outcomes.push({ id, durationMs: test.duration ?? 0, failure: failureOf(test) });
      watch.started(undefined);
    }
  };
  for (const { test } of tests) test.errors = [];
  setState(state);
  await run();
  return outcomes;
};

/** Jest's runner knows one list of listeners for the whole process. */
let onEvent: (name: 'test_start' | 'test_done', test: Test) => void = () => {};
addEventHandler((event) => {
  if (event.name === 'test_start' || event.name === 'test_done') onEvent(event.name, event.test);
});

const failureOf = ({ errors }: Test): string | undefined => {
  if (errors.length === 0) return undefined;
  const [first] = errors as readonly unknown[];
  const thrown: unknown = Array.isArray(first) ? (first as readonly unknown[])[0] : first;
  return thrown instanceof Error ? thrown.message : String(thrown);
};
