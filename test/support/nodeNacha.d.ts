/** As much of the parser as the tests read; the package brings no types along. */
declare module '@midlandsbank/node-nacha' {
  type Sums = { entryHash: number; totalDebit: number; totalCredit: number; entryAndAddendaCount: number };
  type Entry = {
    transactionCode: string;
    receivingDFIIdentification: number;
    checkDigit: number;
    dfiAccount: string;
    amount: number;
    identificationNumber: string;
    receivingCompanyName: string;
    traceNumber: number;
  };
  type Batch = { entries: Entry[]; serviceClassCode: number; effectiveDate: string; footer: Sums };
  type File = {
    destination: string;
    origin: string;
    creationDate: string;
    idModifier: string;
    footer: Sums & { blockCount: number; batchCount: number };
  };
  const nacha: { from(text: string): { data: { file: File; batches: Batch[] } } };
  export default nacha;
}
