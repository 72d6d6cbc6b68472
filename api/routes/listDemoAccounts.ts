import { AppError } from '../../domain/errors.ts';
import type { DemoAccount } from '../deps.ts';
import { listDemoAccounts } from '../operations/session.ts';
import { route } from '../route.ts';

type Deps = { demoAccounts: () => Promise<DemoAccount[] | undefined> };

export const listDemoAccountsRoute = ({ demoAccounts }: Deps) =>
  route(listDemoAccounts, async () => {
    const data = await demoAccounts();
    if (data === undefined) throw new AppError({ code: 'not_found' });
    return { status: 200, body: { data } };
  });
