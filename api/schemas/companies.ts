import { z } from 'zod';
import { idOf, idRef, line, named } from './primitives.ts';

const Named = z.strictObject({ id: idOf('company'), name: z.string() });

export const Company = z
  .strictObject({
    id: idOf('company'),
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string().nullable(),
    mergedInto: Named.nullable().meta({ description: 'The company that this record was found to be.' }),
    merged: z.array(Named).meta({ description: 'Records that were found to be this company.' }),
    parent: Named.nullable(),
    aliases: z.array(z.string()),
  })
  .meta({ id: 'Company' });

export const MergeCompany = z
  .strictObject({
    companyId: idRef('company').meta({ description: 'The record that becomes part of this company.' }),
    keeps: z.array(idRef('referral')).max(20).default([]).meta({
      description: 'Who of a `claim_conflict` keeps the claim. Refused for a referral that no conflict names.',
    }),
    reason: line(500).optional(),
  })
  .meta({ id: 'MergeCompany' });

export const UnmergeCompany = z
  .strictObject({ companyId: idRef('company').meta({ description: 'The record that stands for itself again.' }) })
  .meta({ id: 'UnmergeCompany' });

export const AliasCompany = z
  .union([z.strictObject({ name: named(200) }), z.strictObject({ domain: line(253) })])
  .meta({ id: 'AliasCompany', description: 'Either another name or another domain.' });

export const SetParentCompany = z.strictObject({ parentId: idRef('company') }).meta({ id: 'SetParentCompany' });
