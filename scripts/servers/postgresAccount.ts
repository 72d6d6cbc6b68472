import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { userInfo } from 'node:os';

/** As whom PostgreSQL runs, and how a command is wrapped so that it can reach its folders. */
export type Account = {
  uid: number | undefined;
  gid: number | undefined;
  /** For child_process options; empty when a wrapper changes the account itself. */
  ids: { uid?: number; gid?: number };
  command: (commandLine: [string, ...string[]]) => [string, ...string[]];
  env: NodeJS.ProcessEnv;
};

const ENVIRONMENT: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

const numberFrom = (command: string, args: readonly string[]): number | undefined => {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 5_000 });
  const value = Number.parseInt(result.stdout, 10);
  return result.status === 0 && Number.isInteger(value) ? value : undefined;
};

function findOrCreatePostgresUser(): { uid: number; gid: number } {
  const find = (): { uid: number; gid: number } | undefined => {
    const uid = numberFrom('id', ['-u', 'postgres']);
    const gid = numberFrom('id', ['-g', 'postgres']);
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  };
  const present = find();
  if (present !== undefined) return present;
  execFileSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    {
      stdio: 'ignore',
      timeout: 10_000,
    },
  );
  const made = find();
  if (made === undefined) throw new Error('PostgreSQL does not run as root, and no user "postgres" could be made');
  return made;
}

/** The first folder on the way that others may not enter (a clone below /root, or in a folder made by mktemp). */
function closedFolder(target: string): string | undefined {
  const parts = path.resolve(target).split(path.sep);
  return parts
    .map((_, index) => parts.slice(0, index + 1).join(path.sep) || path.sep)
    .find((folder) => (statSync(folder).mode & 0o001) === 0);
}

/**
 * An ordinary user runs PostgreSQL as himself. Root runs it as `postgres`; where a folder on the way is closed to that
 * account it keeps one privilege, to pass through folders, instead of us opening somebody's folders.
 * @param folders absolute, existing; those PostgreSQL has to reach
 */
export function postgresAccount(folders: readonly string[]): Account {
  if (userInfo().uid !== 0) {
    return { uid: undefined, gid: undefined, ids: {}, command: (commandLine) => commandLine, env: ENVIRONMENT };
  }
  const ids = findOrCreatePostgresUser();
  const closed = folders.map(closedFolder).find((folder) => folder !== undefined);
  if (closed === undefined) return { ...ids, ids, command: (commandLine) => commandLine, env: ENVIRONMENT };
  if (numberFrom('sh', ['-c', 'command -v setpriv >/dev/null && echo 1']) !== 1) {
    throw new Error(
      `PostgreSQL runs as user "postgres", which may not enter ${closed}: chmod o+x it, or clone elsewhere`,
    );
  }
  const wrapper = ['--reuid=postgres', '--regid=postgres', '--init-groups'];
  const keep = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return {
    ...ids,
    ids: {},
    command: (commandLine) => ['setpriv', ...wrapper, ...keep, ...commandLine],
    env: ENVIRONMENT,
  };
}
