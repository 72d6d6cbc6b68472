import type { WantedInvoice } from '../../api/invoices.ts';
import { texts } from '../../texts/en.ts';
import { toMinor } from '../../ui/money.ts';

export type InvoiceValues = {
  number: string;
  dated: string;
  net: number | '';
  vat: number | '';
  gross: number | '';
  lines: string[];
  file: File | null;
};

export const emptyInvoice = ({ lines }: WantedInvoice): InvoiceValues => ({
  ...{ number: '', dated: '', net: '', vat: '', gross: '', file: null },
  lines: lines.map(({ commissionId }) => commissionId),
});

export function missingInInvoice({ lines, ...values }: InvoiceValues): Record<string, string> {
  const empty = Object.entries(values).filter(([, value]) => value === null || value === '');
  const missing = [...empty.map(([field]) => field), ...(lines.length === 0 ? ['lines'] : [])];
  return Object.fromEntries(missing.map((field) => [field, texts.invoices.form.required]));
}

/** A credit note says what it takes back without a sign; the API wants one. */
export function toUpload({ number, dated, net, vat, gross, lines }: InvoiceValues, wanted: WantedInvoice) {
  const { currency } = wanted.net;
  const sign = wanted.corrects === null ? 1 : -1;
  const minor = (units: number | ''): number => sign * Math.abs(toMinor(Number(units), currency));
  return {
    ...{ number: number.trim(), dated, currency },
    ...{ net: minor(net), vat: minor(vat), gross: minor(gross) },
    ...(wanted.corrects === null ? {} : { corrects: wanted.corrects.id }),
    commissionIds: lines.join(','),
  };
}

/** What the chosen lines come to, without a sign. */
export const owedFor = (wanted: WantedInvoice, chosen: readonly string[]) => ({
  currency: wanted.net.currency,
  amount: Math.abs(
    wanted.lines
      .filter(({ commissionId }) => chosen.includes(commissionId))
      .reduce((sum, { amount }) => sum + amount.amount, 0),
  ),
});
