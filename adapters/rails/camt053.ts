import type { StatementLine } from '../../domain/commission/statementLine.ts';
import { moneyFromPlain, moneyToJson, type MoneyJson } from '../../domain/money.ts';
import { isDay } from '../../domain/plainValues.ts';
import { unreadable } from './statementFile.ts';
import type { XmlElement } from './xml.ts';

type Line = Omit<StatementLine, 'position'>;

/** The statements of ISO 20022 (camt.053, any version), and camt.054, which has the same entries. */
export function readCamt(document: XmlElement): Line[] {
  const message = document.at('BkToCstmrStmt') ?? document.at('BkToCstmrDbtCdtNtfctn');
  if (message === undefined) throw unreadable('/', 'This XML is no bank statement (camt.053).');
  const statements = [...message.children('Stmt'), ...message.children('Ntfctn')];
  return statements.flatMap((statement) => statement.children('Ntry').flatMap(linesOfEntry));
}

/**
 * An entry is one movement of the account, or a batch of them. The parts of a batch count when each has its amount and they
 * add up; else the entry is one line that a person has to look at.
 */
function linesOfEntry(entry: XmlElement): Line[] {
  const whole = { ...factsOf(entry), ...describe(entry), endToEndId: null };
  const parts = entry.children('NtryDtls').flatMap((details) => details.children('TxDtls'));
  const [only] = parts;
  if (only === undefined) return [whole];
  const lines = parts.map((part) => ({
    ...whole,
    ...partOf(part),
    amount: amountOfPart(part) ?? (parts.length === 1 ? whole.amount : undefined),
  }));
  const itemised = lines.flatMap(({ amount, ...line }) => (amount === undefined ? [] : [{ ...line, amount }]));
  return itemised.length === parts.length && addsUp(itemised, whole) ? itemised : [whole];
}

const addsUp = (lines: readonly Line[], whole: Line): boolean =>
  lines.every(({ amount, movement }) => amount.currency === whole.amount.currency && movement === whole.movement) &&
  lines.reduce((sum, { amount }) => sum + BigInt(amount.amount), 0n) === BigInt(whole.amount.amount);

function factsOf(entry: XmlElement): Pick<Line, 'movement' | 'booked' | 'amount' | 'bookedOn'> {
  const amount = amountIn(entry.at('Amt'));
  if (amount === undefined) throw unreadable('/', 'An entry of the statement has no amount.');
  const status = entry.text('Sts', 'Cd') ?? entry.text('Sts');
  const day = (entry.text('BookgDt', 'Dt') ?? entry.text('BookgDt', 'DtTm') ?? entry.text('ValDt', 'Dt'))?.slice(0, 10);
  if (!isDay(day)) throw unreadable('/', 'An entry of the statement has no day.');
  return { movement: movementOf(entry), booked: status === undefined || status === 'BOOK', amount, bookedOn: day };
}

/** Of the account that pays: money that leaves it is a debit. */
const movementOf = (element: XmlElement): Line['movement'] =>
  element.text('CdtDbtInd') === 'CRDT' ? 'returned' : 'paid';

const describe = (entry: XmlElement): Pick<Line, 'bankReference' | 'reasonCode' | 'text'> => ({
  bankReference: entry.text('AcctSvcrRef') ?? entry.text('NtryRef') ?? null,
  reasonCode: null,
  text: [entry.text('AddtlNtryInf')].filter(Boolean).join(' '),
});

function partOf(part: XmlElement): Partial<Line> {
  const endToEndId = part.text('Refs', 'EndToEndId');
  const bankReference = part.text('Refs', 'AcctSvcrRef') ?? part.text('Refs', 'TxId') ?? part.text('Refs', 'InstrId');
  const says = [
    ...part.children('RmtInf').flatMap((remittance) => remittance.children('Ustrd').map((line) => line.text())),
    part.text('RltdPties', 'Cdtr', 'Pty', 'Nm') ?? part.text('RltdPties', 'Cdtr', 'Nm'),
    part.text('RltdPties', 'Dbtr', 'Pty', 'Nm') ?? part.text('RltdPties', 'Dbtr', 'Nm'),
    part.text('AddtlTxInf'),
  ];
  return {
    endToEndId: endToEndId === undefined || endToEndId === 'NOTPROVIDED' ? null : endToEndId,
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(part.at('CdtDbtInd') === undefined ? {} : { movement: movementOf(part) }),
    reasonCode: part.text('RtrInf', 'Rsn', 'Cd') ?? part.text('RtrInf', 'Rsn', 'Prtry') ?? null,
    text: says.filter((said) => said !== undefined).join(' '),
  };
}

const amountOfPart = (part: XmlElement): MoneyJson | undefined =>
  amountIn(part.at('Amt')) ?? amountIn(part.at('AmtDtls', 'TxAmt', 'Amt'));

function amountIn(element: XmlElement | undefined): MoneyJson | undefined {
  const amount = moneyFromPlain(element?.text() ?? '', element?.attribute('Ccy') ?? '');
  return amount === undefined ? undefined : moneyToJson(amount);
}
