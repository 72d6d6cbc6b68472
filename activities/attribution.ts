import { unlessSilent } from '../adapters/crm/port.ts';
import type { Crm } from '../adapters/crm/port.ts';
import type { CrmLink, CrmSubject } from '../adapters/database/crmLinkPort.ts';
import { RESTORES_A_DAY, changedFields, compareRecord, fieldsOf } from '../domain/referral/attribution.ts';
import type { Comparison, RecordFields } from '../domain/referral/attribution.ts';
import { asActivity } from './asActivity.ts';

/** A CRM that was away is looked at again after this, until it is there. */
const LOOK_AGAIN_S = 600;
const RECORDS_AT_ONCE = 500;

type Deps = { crm: Crm; link: CrmLink };

type LookArgs = { referralId: string; at: string };
/** Whom somebody has named as the owner in the CRM, where that is a person who may own it. */
type Looked = { namedOwnerId: string | null };

/** The record in the CRM says whom a deal is credited to, whatever is done to it there. */
export const createAttributionActivities = (deps: Deps) => ({
  /**
   * Somebody has changed the record, as a message says, which is not believed: the CRM is asked what is there now. What is ours
   * is put back. A CRM that is away is looked at later.
   */
  lookAtCrmRecord: asActivity(async ({ referralId, at }: LookArgs): Promise<Looked> => {
    const seen = await unlessSilent(() => look(deps, { referralId, at }));
    if (seen !== 'unread') return seen;
    await deps.link.tellStory({ referralId, eventId: `away:${at}`, afterSeconds: LOOK_AGAIN_S });
    return { namedOwnerId: null };
  }),

  /** The next records are compared with what they should say: for what no message told of. Null when it was the last page. */
  lookOverCrmRecords: asActivity(async ({ after, at }: { after: string; at: string }): Promise<string | null> => {
    const subjects = await deps.link.linkedAfter({ after, limit: RECORDS_AT_ONCE, at });
    const records = await unlessSilent(() => deps.crm.readRecords(subjects.map(({ record }) => record?.id ?? '')));
    if (records === 'unread') return null; // the sweep of the next hour asks again
    const byId = new Map(records.map((record) => [record.id, record.fields]));
    for (const subject of subjects) {
      const { referralId, over } = subject;
      if (!(await isAstray(deps, subject, byId.get(subject.record?.id ?? '')))) continue;
      if (over) await unlessSilent(() => look(deps, { referralId, at }));
      else await deps.link.tellStory({ referralId, eventId: `sweep:${at}:${referralId}`, afterSeconds: 0 });
    }
    return subjects.length < RECORDS_AT_ONCE ? null : (subjects.at(-1)?.referralId ?? null);
  }),
});

/** What a step has changed here is written on the record: at once, or, where the CRM does not take it, by a look later. */
export const createCrmKeeper =
  ({ crm, link }: Deps) =>
  async ({ referralId, at }: LookArgs): Promise<void> => {
    const { record, fields } = await link.subject(referralId, at);
    if (record === null) return;
    const changes = changedFields(record.written, fields);
    if (Object.keys(changes).length === 0) return;
    const written = await unlessSilent(() => crm.writeRecord({ id: record.id, fields: changes }));
    if (written === 'unread') await link.tellStory({ referralId, eventId: `behind:${at}`, afterSeconds: LOOK_AGAIN_S });
    else await link.noteWritten(referralId, changes);
  };

async function look(deps: Deps, { referralId, at }: LookArgs): Promise<Looked> {
  const { crm, link } = deps;
  const subject = await link.subject(referralId, at);
  const { record, fields: wanted } = subject;
  if (record === null) return { namedOwnerId: null };
  const [current] = await crm.readRecords([record.id]);
  const taken = { referralId, at, version: current?.version ?? `gone:${at}`, by: current?.changedBy ?? null };
  const found: Comparison =
    current === undefined
      ? { taken: [], behind: {}, namedOwner: null }
      : compareRecord({ current: current.fields, written: record.written, wanted });
  const fields = current === undefined ? ['record'] : found.taken;
  const isFight = fields.length > 0 && record.restored >= RESTORES_A_DAY;
  if (isFight) await link.noteContested({ ...taken, fields, times: record.restored });
  else if (fields.length > 0) await link.noteRestored({ ...taken, fields });
  if (current === undefined && !isFight) await makeAgain(deps, subject);
  else await write(deps, subject, { ...found.behind, ...(isFight ? {} : fieldsOf(found.taken, wanted)) });
  return { namedOwnerId: await ownerOf(deps, subject, found) };
}

async function write({ crm, link }: Deps, subject: CrmSubject, fields: Partial<RecordFields>): Promise<void> {
  if (subject.record === null || Object.keys(fields).length === 0) return;
  await crm.writeRecord({ id: subject.record.id, fields });
  await link.noteWritten(subject.referralId, fields);
}

async function makeAgain({ crm, link }: Deps, { referralId, company, fields }: CrmSubject): Promise<void> {
  const account = await crm.findOrCreateAccount(company);
  const { referralNumber } = fields;
  await crm.findOrCreateRecord({ accountId: account.id, referralNumber, fields });
  await link.noteWritten(referralId, fields);
}

async function ownerOf({ link }: Deps, { ownerId }: CrmSubject, { namedOwner }: Comparison): Promise<string | null> {
  const named = namedOwner === null ? null : await link.ownerNamed(namedOwner);
  return named === ownerId ? null : named;
}

async function isAstray(deps: Deps, subject: CrmSubject, current: RecordFields | undefined): Promise<boolean> {
  const { record, fields: wanted, over } = subject;
  if (record === null) return false;
  if (current === undefined) return true;
  const found = compareRecord({ current, written: record.written, wanted });
  if (found.taken.length > 0 || Object.keys(found.behind).length > 0) return true;
  return !over && (await ownerOf(deps, subject, found)) !== null;
}
