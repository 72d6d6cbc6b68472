import { TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useFilter } from './useFilters.ts';

const PAUSE_MS = 250;

/** Searches while one types; the text is part of the address, and "/" puts the cursor here. */
export function SearchField({ label }: { label: string }) {
  const [kept, keep] = useFilter('q');
  const [text, setText] = useState(kept ?? '');
  const field = useRef<HTMLInputElement>(null);
  const keepLater = useDebouncedCallback((value: string) => keep(value.trim()), PAUSE_MS);
  useHotkeys([['/', () => field.current?.focus()]]);
  return (
    <TextInput
      ref={field}
      className="fl-search"
      aria-label={label}
      placeholder={label}
      type="search"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        keepLater(currentTarget.value);
      }}
    />
  );
}
