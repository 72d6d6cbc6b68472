import { z } from 'zod';
import { CalendarDate, Country, DateTime, idOf, line, listOf, named, text } from './primitives.ts';

const identity = {
  legalName: named(200),
  address: text(500).meta({ description: 'Street, place and all else that stands below the name, in lines.' }),
  country: Country,
  vatId: line(40).nullable().meta({ description: 'For value added tax; null where there is none.' }),
  validFrom: CalendarDate.meta({ description: 'The first day (UTC) whose documents say so; today at the earliest.' }),
};

export const RecordVendorIdentity = z.strictObject(identity).meta({ id: 'RecordVendorIdentity' });

export const VendorIdentity = z
  .strictObject({
    id: idOf('vendor'),
    version: z.int(),
    ...identity,
    inForce: z.boolean().meta({ description: 'Whether it is what a document of now would say.' }),
    recordedBy: z.strictObject({ id: z.string(), name: z.string().nullable() }),
    recordedAt: DateTime,
  })
  .meta({ id: 'VendorIdentity' });

export const VendorIdentities = listOf(VendorIdentity).meta({ id: 'VendorIdentities' });
