import { Drawer } from '@mantine/core';
import type { JSX } from 'react';
import { useLeads } from '../../api/session.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { tellResult } from '../../ui/tellResult.ts';

import { AdvancePanel } from './AdvancePanel.tsx';
import { AskPanel } from './AskPanel.tsx';
import { AssignPanel } from './AssignPanel.tsx';
import { ClosePanel } from './ClosePanel.tsx';
import { ContactPanel } from './ContactPanel.tsx';
import { ExtensionPanel } from './ExtensionPanel.tsx';
import { FurtherDealPanel } from './FurtherDealPanel.tsx';
import type { PanelName, PanelProps } from './panel.ts';
import { QualifyPanel } from './QualifyPanel.tsx';
import { ReopenPanel } from './ReopenPanel.tsx';

const FORMS: Readonly<Record<PanelName, (props: PanelProps) => JSX.Element>> = {
  contact: ContactPanel,
  qualify: QualifyPanel,
  advance: AdvancePanel,
  close: ClosePanel,
  ask: AskPanel,
  'extension-decision': ExtensionPanel,
  'further-deals': FurtherDealPanel,
  reopen: ReopenPanel,
  assign: AssignPanel,
};

type Props = {
  referral: Referral;
  panel: PanelName | null;
  onClose: () => void;
  onNext: (panel: PanelName) => void;
};

const titleOf = (panel: PanelName, leads: boolean): string =>
  panel === 'assign' && !leads ? texts.sales.assign.handBack : texts.sales[panel].title;

/** The forms of a referral, at the side so that what they are about stays in sight. */
export function Panels({ referral, panel, onClose, onNext }: Props) {
  const leads = useLeads();
  const Panel = panel === null ? null : FORMS[panel];
  const done: PanelProps['onDone'] = (result, message, next) => {
    tellResult(result, message);
    if (next === undefined) onClose();
    else onNext(next);
  };
  return (
    <Drawer
      opened={panel !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={panel === null ? '' : `${titleOf(panel, leads)} · ${referral.company.name}`}
    >
      {Panel === null ? null : <Panel referral={referral} onDone={done} />}
    </Drawer>
  );
}
