import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { DemoPeople } from '../../prisma/seed.ts';

/** Where everything is, for people and programs that try this installation out. Kept at mode 0600: it has keys. */
export type DemoFile = DemoPeople & {
  apiUrl: string;
  webUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  temporalCli: string | null;
  temporalUiUrl: string | null;
  mailUrl: string | null;
  databaseUrl: string;
};

const People = z.object({
  users: z.array(z.object({ role: z.string(), name: z.string(), email: z.string(), password: z.string() })),
  partners: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      apiKey: z.string(),
      userEmail: z.string(),
      password: z.string(),
    }),
  ),
  programs: z.array(z.object({ id: z.string(), name: z.string() })),
});

const currentFile = (dataDir: string): string => path.join(dataDir, 'demo.json');
const previousFile = (dataDir: string): string => path.join(dataDir, 'demo.previous.json');

/**
 * Puts the last start's file aside, so that whoever waits for the new one does not read old addresses, and gives its
 * people: their keys go on working. Undefined when there is none.
 */
export function putAsideDemoFile(dataDir: string): DemoPeople | undefined {
  try {
    renameSync(currentFile(dataDir), previousFile(dataDir));
  } catch {
    // There is none, or a start that did not get this far has put it aside already.
  }
  try {
    return People.parse(JSON.parse(readFileSync(previousFile(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Appears at once and complete. */
export function writeDemoFile(dataDir: string, content: DemoFile): void {
  const beside = `${currentFile(dataDir)}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, currentFile(dataDir));
  rmSync(previousFile(dataDir), { force: true });
}
