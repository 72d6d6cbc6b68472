type Wish = {
  account?: string;
  partnerId?: string | null;
  currency?: string;
  period?: string | null;
  referralId?: string;
};

/** Where the journals are that a balance is made of. */
export function journalsPath(wish: Wish): string {
  const known = Object.entries(wish).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return `/ledger/journals?${new URLSearchParams(known).toString()}`;
}
