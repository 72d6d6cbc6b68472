import { z } from 'zod';
import { PAYEE_METHODS } from '../../domain/payees/account.ts';
import { TAX_FORMS } from '../../domain/tax/profile.ts';
import { CalendarDate, Country, DateTime, Email, idOf, line, pageOf, pageQuery, text } from './primitives.ts';
import { TaxProblem } from './tax.ts';

/** As long as a name may be in a bank file. */
const Holder = line(70).meta({ description: 'As the bank knows the holder of the account.' });

const Account = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('iban'),
      holder: Holder,
      iban: line(50).meta({ example: 'DE89 3704 0044 0532 0130 00' }),
      bic: line(20).nullable().default(null).meta({ example: 'COBADEFFXXX' }),
      country: Country.meta({ description: 'Of the holder.' }),
    }),
    z.strictObject({
      kind: z.literal('ach'),
      holder: Holder,
      routingNumber: line(20).meta({ example: '011000015' }),
      accountNumber: line(30),
      accountType: z.enum(['checking', 'savings']),
    }),
    z.strictObject({ kind: z.literal('stripe'), accountId: line(80).meta({ example: 'acct_…' }) }),
    z.strictObject({ kind: z.literal('manual'), holder: Holder, instructions: text(500) }),
  ])
  .meta({ id: 'PayeeAccount' });

export const ChangePayee = z
  .strictObject({
    account: Account,
    contactEmail: Email.optional().meta({
      description: 'Where word of the next change goes, besides the administrators; your own address when absent.',
    }),
  })
  .meta({ id: 'ChangePayee' });

export const VerifyPayee = z.strictObject({}).meta({ id: 'VerifyPayee' });

export const RefusePayee = z
  .strictObject({ reason: text(500).meta({ description: 'The partner reads it.' }) })
  .meta({ id: 'RefusePayee' });

export const UnmaskPayee = z.strictObject({ reason: text(500) }).meta({ id: 'UnmaskPayee' });

const PayeeProblem = z.enum(['payee_missing', 'payee_unverified', 'payee_cooling_off']);

const Who = z.strictObject({ id: z.string(), name: z.string().nullable() });

const PayeeVersion = z
  .strictObject({
    version: z.int(),
    method: z.enum(PAYEE_METHODS),
    account: z.string().meta({ description: 'Masked.', example: 'DE•• •••• •••• 3000' }),
    holder: z.string().nullable().meta({ description: 'Masked; null where the method has none.' }),
    contactEmail: z.string(),
    changedAt: DateTime,
    verifiedAt: DateTime.nullable(),
    coolingOffUntil: DateTime,
  })
  .meta({ id: 'PayeeVersion' });

export const Payee = z
  .strictObject({
    partnerId: idOf('partner'),
    partnerName: z.string(),
    problem: PayeeProblem.nullable().meta({ description: 'Why nothing can be paid to it; null when it can.' }),
    sentence: z.string(),
    current: PayeeVersion.nullable().meta({ description: 'In force: the latest that finance has not refused.' }),
    tax: z
      .strictObject({
        form: z.enum(TAX_FORMS).nullable(),
        validUntil: CalendarDate.nullable(),
        problem: TaxProblem.nullable(),
      })
      .meta({ description: 'The tax form in force; `problem` counts where a program asks for one.' }),
    refused: z
      .strictObject({ account: z.string(), at: DateTime, reason: z.string().nullable() })
      .nullable()
      .meta({ description: 'The latest change, when finance has refused it.' }),
    log: z
      .array(
        z.strictObject({
          at: DateTime,
          what: z.enum(['changed', 'verified', 'refused', 'unmasked']),
          version: z.int(),
          by: Who.nullable(),
          reason: z.string().nullable(),
        }),
      )
      .meta({ description: 'Newest first. Who reads it in full is for people of the house.' }),
    sharedWith: z
      .array(z.string())
      .optional()
      .meta({ description: 'For people of the house: other partners with the same account.' }),
    mayVerify: z
      .strictObject({ allowed: z.boolean(), why: z.string().nullable() })
      .optional()
      .meta({ description: 'For people of finance: whether the reader may decide on it, and why not.' }),
    version: z.int(),
  })
  .meta({ id: 'Payee' });

export const Payees = pageOf(Payee).meta({ id: 'Payees' });

export const ListPayees = z.strictObject({
  ...pageQuery,
  problem: PayeeProblem.or(z.literal('none')).optional().meta({ description: '`none`: can be paid to.' }),
});

export const UnmaskedPayee = z
  .strictObject({ partnerId: idOf('partner'), version: z.int(), account: Account })
  .meta({ id: 'UnmaskedPayee' });
