import type { CommandResult } from '../../api/commands.ts';
import type { Referral } from '../../api/types.ts';

/** The forms of a referral, in the order of their buttons. */
export const PANELS = [
  'contact',
  'qualify',
  'advance',
  'close',
  'ask',
  'extension-decision',
  'further-deals',
  'reopen',
  'assign',
] as const;

export type PanelName = (typeof PANELS)[number];

export type PanelProps = {
  referral: Referral;
  /** Says what happened and closes the panel, or goes on to another one. */
  onDone: (result: CommandResult, message: string, next?: PanelName) => void;
};
