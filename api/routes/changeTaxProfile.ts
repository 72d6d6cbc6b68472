import type { TaxDesk, TaxReads, TaxRecord } from '../../adapters/database/taxPort.ts';
import { mayEditPayee, mayReadPayee } from '../../domain/approval/payees.ts';
import { AppError } from '../../domain/errors.ts';
import { canonicalTaxNumber, wrongTaxFields, type TaxBook, type TaxProfile } from '../../domain/tax/profile.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf, type PersonCaller } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { checkIfMatch } from '../etag.ts';
import { factsOfUpload } from '../keptFile.ts';
import { changeTaxProfile, readTaxProfile, uploadTaxForm } from '../operations/tax.ts';
import { taxReply } from '../presenters/taxProfile.ts';
import { refuseFields } from '../refuseFields.ts';
import { route } from '../route.ts';

type Deps = { taxReads: TaxReads; taxDesk: TaxDesk; taxBook: TaxBook; stepUpMs: number };

/** The profile, when the caller may read it; else there is no such partner. */
async function findTaxProfile(taxReads: TaxReads, caller: PersonCaller, partnerId: string): Promise<TaxRecord> {
  const record = await taxReads.taxProfile(partnerId, caller.partnerId);
  if (record === undefined || !mayReadPayee(commandActorOf(caller), record)) throw new AppError({ code: 'not_found' });
  return record;
}

export const readTaxProfileRoute = ({ taxReads }: Deps) =>
  route(readTaxProfile, async ({ caller, ids, now }) =>
    taxReply(await findTaxProfile(taxReads, caller, ids.id), { caller, now }),
  );

export const uploadTaxFormRoute = ({ taxDesk }: Deps) =>
  route(uploadTaxForm, async ({ caller, ids, upload, ticket, now }) => {
    if (!mayEditPayee(commandActorOf(caller), ids.id)) throw new AppError({ code: 'not_found' });
    const facts = factsOfUpload(upload);
    return answerOnce(taxDesk, ticket, async (writes) => {
      const form = { ...facts, partnerId: ids.id, by: caller.id, at: now, bytes: upload.bytes };
      return { status: 201, body: { id: await writes.keepForm(form), ...facts, sizeBytes: upload.bytes.length } };
    });
  });

function checkProfile(given: TaxProfile, taxBook: TaxBook, now: Date): TaxProfile {
  const profile = { ...given, taxNumber: canonicalTaxNumber(given.taxNumber) };
  refuseFields(wrongTaxFields(profile, taxBook, now));
  return profile;
}

/** 404 → slips → step-up → version. The answer is masked, and yet only its status is kept for a repeat. */
export const changeTaxProfileRoute = ({ taxDesk, taxBook, stepUpMs }: Deps) =>
  route(changeTaxProfile, async ({ caller, ids, body, ifMatch, ticket, now }) => {
    if (!mayEditPayee(commandActorOf(caller), ids.id)) throw new AppError({ code: 'not_found' });
    const { formId, ...given } = body;
    const profile = checkProfile(given, taxBook, now);
    checkStepUp(caller, { now, stepUpMs });
    const check = (revision: number): void => checkIfMatch(ifMatch, revision);
    const asked = { partnerId: ids.id, by: caller.id, at: now, check, profile, formId };
    return answerOnce(taxDesk, ticket, async (writes) => taxReply(await writes.change(asked), { caller, now }), {
      secret: true,
    });
  });
