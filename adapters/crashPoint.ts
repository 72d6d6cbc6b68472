import { kill, pid } from 'node:process';

/** Where a process is to die: a name, and at which passage through it (1 = the first). */
export type CrashPoint = { name: string; passage: number };

/** `name` or `name:passage`; undefined for none. */
export function parseCrashPoint(text: string | undefined): CrashPoint | 'malformed' | undefined {
  if (text === undefined) return undefined;
  const [name, passage, ...rest] = text.split(':');
  const passageNo = passage === undefined ? 1 : Number(passage);
  if (name === undefined || name === '' || rest.length > 0) return 'malformed';
  return Number.isSafeInteger(passageNo) && passageNo >= 1 ? { name, passage: passageNo } : 'malformed';
}

let armed: CrashPoint | undefined;
let passages = 0;

/** Called once by a composition root, with what the environment says (which refuses it in production). */
export function armCrashPoint(point: CrashPoint | undefined): void {
  armed = point;
  passages = 0;
}

/**
 * Marks a moment just before or after a side effect. Costs one comparison, and kills the process without any farewell
 * when a test has armed this name: exactly what a power cut does.
 */
export function crashPoint(name: string): void {
  if (armed?.name !== name) return;
  passages += 1;
  if (passages === armed.passage) kill(pid, 'SIGKILL');
}
