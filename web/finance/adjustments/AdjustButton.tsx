import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { AdjustDialog } from './AdjustDialog.tsx';

/** For those who may propose; everybody else reads what was proposed. */
export function AdjustButton({ line }: { line: Commission }) {
  const [asked, setAsked] = useState<Commission | null>(null);
  if (line.actions?.includes('adjust') !== true) return null;
  return (
    <>
      <Button variant="default" onClick={() => setAsked(line)}>
        {texts.finance.adjust.propose}
      </Button>
      <AdjustDialog line={asked} onClose={() => setAsked(null)} />
    </>
  );
}
