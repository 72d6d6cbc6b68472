import type { DemoPeople } from '../../prisma/seed.ts';

/** Columns as wide as their widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

/** The one table people see at the end of a start. */
export function addressTable(args: {
  webUrl: string;
  temporalUiUrl: string | undefined;
  mailUrl: string | undefined;
  logFolder: string;
  demo: DemoPeople | undefined;
}): string {
  const addresses = [
    ['Portal for partners', args.webUrl],
    ['Console for sales and finance', args.webUrl],
    ['API and its documentation', `${args.webUrl}/docs`],
    ['Temporal UI', args.temporalUiUrl ?? 'your own server'],
    ['Mails', args.mailUrl ?? 'sent by your own server'],
    ['Logs', args.logFolder],
  ];
  const { demo } = args;
  if (demo === undefined) return columns(addresses);
  const people = [
    ...demo.users.map(({ role, name, email }) => [role, name, email]),
    ...demo.partners.map(({ name, userEmail }) => ['partner_admin', name, userEmail]),
  ];
  const passwords = [...new Set([...demo.users, ...demo.partners].map(({ password }) => password))];
  return [columns(addresses), '', `  Sign in as (password ${passwords.join(' or ')})`, columns(people)].join('\n');
}
