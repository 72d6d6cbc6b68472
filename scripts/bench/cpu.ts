import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time since the start of each process. Unlike clock time it does not depend on neighbours. */
export type CpuMs = { api: number; worker: number; temporal: number; postgres: number };

/** Linux counts in hundredths of a second, whatever the kernel's own rhythm is. */
const TICK_MS = 10;

type Stat = { parent: number; ownMs: number; endedChildrenMs: number };

/** Fields 4, 14–17 of /proc/<pid>/stat, counted after the name, which may contain anything. */
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (number: number): number => fields[number - 3] ?? 0;
    return { parent: at(4), ownMs: (at(14) + at(15)) * TICK_MS, endedChildrenMs: (at(16) + at(17)) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** Of a process and its children, ended ones included: PostgreSQL is one process per connection. 0 where there is no /proc. */
export function cpuMsOf(pid: number | undefined): number {
  const root = pid === undefined ? undefined : statOf(pid);
  if (root === undefined) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return children.reduce((sum, stat) => sum + (stat?.ownMs ?? 0), root.ownMs + root.endedChildrenMs);
}

export const cpuBetween = (before: CpuMs, after: CpuMs): CpuMs => ({
  api: after.api - before.api,
  worker: after.worker - before.worker,
  temporal: after.temporal - before.temporal,
  postgres: after.postgres - before.postgres,
});

/** Milliseconds per piece of work. */
export const cpuText = (used: CpuMs, pieces: number): string =>
  (['api', 'worker', 'temporal', 'postgres'] as const)
    .map((name) => `${name} ${(used[name] / pieces).toFixed(1)}`)
    .join(', ') + ' ms';
