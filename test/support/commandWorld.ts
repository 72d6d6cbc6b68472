import { person, startApiServer, type Answer, type ApiServer, type Someone } from './apiServer.ts';
import { partner, program, refer, type PartnerWorld } from './apiWorld.ts';

export const CHECKLIST = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'unknown' };

export type CommandWorld = {
  api: ApiServer;
  own: PartnerWorld;
  owner: Someone;
  lead: Someone;
  manager: Someone;
  /** A new referral, with a story that does what it is told. */
  renew: () => Promise<string>;
  /** Gives a command, as the owner unless told. */
  give: (
    id: string,
    command: string,
    body: unknown,
    who?: { session?: string; key?: string },
    idempotencyKey?: string | null,
  ) => Promise<Answer>;
};

/** A partner with its manager, a sales rep, a sales manager, and the API between them. */
export async function startCommandWorld(): Promise<CommandWorld> {
  const api = await startApiServer();
  const owner = await person(api, { roles: ['sales_rep'] });
  const lead = await person(api, { roles: ['sales_manager'] });
  const manager = await person(api, { roles: ['partner_manager'] });
  const own = await partner(api, { programIds: [await program(api)], managerId: manager.id });
  return {
    api,
    own,
    owner,
    lead,
    manager,
    renew: async () => {
      api.stories.delivered.length = 0;
      api.stories.answer = () => Promise.resolve({ outcome: 'done' });
      return refer(api, own.key);
    },
    give: (id, command, body, who = owner, idempotencyKey) =>
      api.call('POST', `/v1/referrals/${id}/${command}`, {
        ...(who.key === undefined ? { session: who.session ?? '' } : { key: who.key }),
        body,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      }),
  };
}

export const said = ({ status, body }: Pick<Answer, 'status' | 'body'>) => ({ status, code: body['code'] });
