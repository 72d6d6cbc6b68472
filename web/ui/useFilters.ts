import { useSearchParams } from 'react-router';

/** A filter that lives in the address, so that it survives a reload and can be passed on; empty means absent. */
export function useFilter(name: string): readonly [string | null, (value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const set = (value: string | null): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null || value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return [params.get(name), set];
}
