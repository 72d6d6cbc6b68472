import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReasons } from '../api/catalog.ts';
import type { Reason } from '../api/types.ts';
import { texts } from '../texts/en.ts';

type Props = {
  usedFor: Reason['usedFor'];
  value?: string;
  onChange: (value: string) => void;
  error?: ReactNode;
};

/** The reason codes of one decision, as the API lists them. */
export function ReasonSelect({ usedFor, value = '', onChange, error }: Props) {
  const reasons = useReasons();
  const codes = (reasons.data ?? []).filter((reason) => reason.usedFor === usedFor).map(({ code }) => code);
  return (
    <Select
      label={texts.ui.reason}
      placeholder={texts.ui.choose}
      withAsterisk
      data={codes.map((code) => ({ value: code, label: texts.codes.reason(code) }))}
      value={value === '' ? null : value}
      onChange={(code) => onChange(code ?? '')}
      error={error}
    />
  );
}
