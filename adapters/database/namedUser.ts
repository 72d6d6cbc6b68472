/** Whose id stands in this column, with the name: `Named`. */
export const namedUser = (column: string): string =>
  `jsonb_build_object('id', ${column}, 'name', (SELECT u.name FROM users u WHERE u.id = ${column}))`;
