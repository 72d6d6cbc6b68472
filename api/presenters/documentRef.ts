import { documentNumber, type DocumentName } from '../../domain/documents/vat.ts';

/** A document as others name it. */
export const documentRef = ({ id, ...name }: DocumentName & { id: string }): { id: string; number: string } => ({
  id,
  number: documentNumber(name),
});
