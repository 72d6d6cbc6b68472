/** A member of the body only where something was written: the API knows no empty texts. */
export const optionalText = <Name extends string>(name: Name, text: string): Partial<Record<Name, string>> =>
  text.trim() === '' ? {} : ({ [name]: text.trim() } as Record<Name, string>);
