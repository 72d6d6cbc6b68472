import { mayCommand, type CommandActor, type CommandPermission, type CommandSubject } from './rights.ts';

/** Who may work on a deal records what its customer buys later. For a referral that the actor may read. */
export const mayRecordFurtherDeal = (actor: CommandActor, referral: CommandSubject): CommandPermission =>
  mayCommand({ actor, referral, command: 'advance', payload: {} });
