import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DemoAccount } from './deps.ts';

/** What `npm start` writes of people who can sign in; the rest of the file is not ours. */
const DemoFile = z.object({
  users: z.array(z.object({ role: z.string(), name: z.string().optional(), email: z.string(), password: z.string() })),
  partners: z.array(z.object({ name: z.string(), userEmail: z.string(), password: z.string() })),
});

/** The sign-ins of the demo as the start wrote them; undefined when there is no such file. */
export async function readDemoAccounts(file: string): Promise<DemoAccount[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  const { users, partners } = DemoFile.parse(JSON.parse(text));
  return [
    ...users.map(({ name, ...user }) => ({ ...user, name: name ?? user.email, partnerName: null })),
    ...partners.map(({ name, userEmail, password }) => ({
      role: 'partner_admin',
      name,
      email: userEmail,
      password,
      partnerName: name,
    })),
  ];
}
