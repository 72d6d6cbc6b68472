import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

type Props<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: Readonly<Record<Value, string>>;
};

/** One of a few, all in sight. */
export function Choice<Value extends string>({ label, value, onChange, choices }: Props<Value>) {
  const id = useId();
  const data = (Object.keys(choices) as Value[]).map((key) => ({ value: key, label: choices[key] }));
  return (
    <div>
      <Input.Label component="span" id={id}>
        {label}
      </Input.Label>
      <SegmentedControl<Value> aria-labelledby={id} fullWidth value={value} onChange={onChange} data={data} />
    </div>
  );
}
