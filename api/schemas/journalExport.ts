import { z } from 'zod';
import { ACCOUNT_KINDS } from '../../domain/ledger/postings.ts';
import { Period } from './ledger.ts';
import { Currency, DateTime, idOf, line, listOf } from './primitives.ts';

const Account = z.enum(ACCOUNT_KINDS);

export const ExportJournals = z.strictObject({ period: Period });

export const SetAccountNumber = z
  .strictObject({
    account: Account,
    currency: Currency.nullable().meta({ description: 'Null: for every currency without a number of its own.' }),
    number: line(40).nullable().meta({ description: 'Null takes it away.', example: '6770' }),
  })
  .meta({ id: 'SetAccountNumber' });

export const AccountNumbers = listOf(
  z
    .strictObject({
      account: Account,
      currency: z.string().nullable(),
      number: z.string(),
      setBy: z.strictObject({ id: idOf('user'), name: z.string().nullable() }),
      setAt: DateTime,
    })
    .meta({ id: 'AccountNumber' }),
).meta({ id: 'AccountNumbers' });
