import { isSEPACountry } from 'ibantools';
import { create } from 'xmlbuilder2';
import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import { endToEndIdOf } from '../../domain/commission/statementLine.ts';
import { plainAmount, sum, type Money } from '../../domain/money.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import { bankText } from './bankText.ts';
import type { FileOccasion, Payment } from './recordedRail.ts';

/** The account that pays. */
export type SepaDebtor = { name: string; iban: string; bic: string | null };

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const CURRENCY = 'EUR';
const NAME_LENGTH_MAX = 70;
const REMITTANCE_LENGTH_MAX = 140;

/** 999,999,999.99 EUR: the rulebook of the scheme takes no more. */
const AMOUNT_MINOR_MAX = 99_999_999_999n;

type IbanAccount = Extract<PayeeAccount, { kind: 'iban' }>;

const isReachable = (account: PayeeAccount): account is IbanAccount =>
  account.kind === 'iban' && isSEPACountry(account.iban.slice(0, 2));

export function sepaRefusal(account: PayeeAccount | undefined, amount: Money): RailRefusal | undefined {
  if (account === undefined) return 'payee_missing';
  if (!isReachable(account)) return 'account_not_usable';
  if (amount.currency !== CURRENCY) return 'currency_not_supported';
  return amount.amountMinor > AMOUNT_MINOR_MAX ? 'amount_not_supported' : undefined;
}

/**
 * A SEPA credit transfer (pain.001.001.09) over the payments of one run, to be carried out on the day on which it was made. Each
 * payment is booked by itself, so that the statement names it by its end-to-end id.
 */
export function sepaFile(payments: readonly Payment[], { runId, at }: FileOccasion, debtor: SepaDebtor): string {
  const id = endToEndIdOf(runId);
  const name = bankText(debtor.name, NAME_LENGTH_MAX);
  const total = sum(
    payments.map(({ amount }) => amount),
    CURRENCY,
  );
  const sums = { NbOfTxs: payments.length, CtrlSum: plainAmount(total) };
  const createdAt = at.toISOString();
  const document = {
    Document: {
      '@xmlns': NAMESPACE,
      CstmrCdtTrfInitn: {
        GrpHdr: { MsgId: id, CreDtTm: createdAt, ...sums, InitgPty: { Nm: name } },
        PmtInf: {
          PmtInfId: id,
          PmtMtd: 'TRF',
          BtchBookg: false,
          ...sums,
          PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
          ReqdExctnDt: { Dt: createdAt.slice(0, 'YYYY-MM-DD'.length) },
          Dbtr: { Nm: name },
          DbtrAcct: { Id: { IBAN: debtor.iban } },
          DbtrAgt: { FinInstnId: agent(debtor.bic) ?? { Othr: { Id: 'NOTPROVIDED' } } },
          ChrgBr: 'SLEV',
          CdtTrfTxInf: payments.map(transfer),
        },
      },
    },
  };
  return `${create({ version: '1.0', encoding: 'UTF-8' }, document).end({ prettyPrint: true })}\n`;
}

const agent = (bic: string | null): { BICFI: string } | undefined => (bic === null ? undefined : { BICFI: bic });

/** The holder in the letters of banks; somebody whose name has none of them is called by the payment. */
function transfer({ itemId, payee, account, amount }: Payment): object {
  if (account === undefined || !isReachable(account)) throw new Error(`${itemId} cannot be paid by sepa`);
  const id = endToEndIdOf(itemId);
  const bank = agent(account.bic);
  return {
    PmtId: { EndToEndId: id },
    Amt: { InstdAmt: { '@Ccy': CURRENCY, '#': plainAmount(amount) } },
    ...(bank === undefined ? {} : { CdtrAgt: { FinInstnId: bank } }),
    Cdtr: { Nm: bankText(payee, NAME_LENGTH_MAX) || id },
    CdtrAcct: { Id: { IBAN: account.iban } },
    RmtInf: { Ustrd: bankText(`Commission ${id}`, REMITTANCE_LENGTH_MAX) },
  };
}
