/** Collects conditions and their parameters, so that no value ever becomes part of the SQL text. */
export function createConditions() {
  const parts: string[] = [];
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${String(values.push(value))}`;
  return {
    /** `write` gets the placeholder of its value. */
    add: (value: unknown, write: (mark: string) => string): void => {
      parts.push(write(place(value)));
    },
    addIf: (value: unknown, write: (mark: string) => string): void => {
      if (value !== undefined) parts.push(write(place(value)));
    },
    addText: (condition: string): void => {
      parts.push(condition);
    },
    place,
    where: (): string => (parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(' AND ')),
    values: (): unknown[] => values,
  };
}

/** What contains the text that somebody searches for, whatever signs are in it. */
export const likeText = (search: string): string => `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

export type Conditions = ReturnType<typeof createConditions>;
