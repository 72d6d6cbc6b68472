import { Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useColleagues } from '../../api/catalog.ts';
import { useReferralCommand } from '../../api/commands.ts';
import { useLeads } from '../../api/session.ts';
import { useAbsences } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import type { PanelProps } from './panel.ts';
import { useNow } from '../../ui/useNow.ts';
import { AwayNote } from '../AwayNote.tsx';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';

const words = texts.sales.assign;
const BY_RULE = 'by_rule';

/** Gives it to somebody by name or by the rules; whether they can take it is for the API to say. */
function AssignForm({ referral, onDone }: PanelProps) {
  const now = useNow('third');
  const people = useColleagues();
  const absences = useAbsences();
  const form = useForm({
    initialValues: { ownerId: '', reasonCode: '' },
    validate: {
      ownerId: (value) => (value === '' ? words.ownerMissing : null),
      reasonCode: (value) => (value === '' ? texts.ui.reasonMissing : null),
    },
  });
  const others = (people.data ?? []).filter(({ id }) => id !== referral.owner?.id || referral.unassigned === true);
  const assign = useReferralCommand(referral.id, 'assign', (result, { ownerId }) =>
    onDone(
      result,
      ownerId === undefined
        ? words.doneByRule
        : words.done(others.find(({ id }) => id === ownerId)?.name ?? words.somebody),
    ),
  );
  const away = (absences.data ?? []).find(
    ({ user, from, to }) => user.id === form.values.ownerId && Date.parse(from) <= now && Date.parse(to) > now,
  );
  const save = form.onSubmit(({ ownerId, reasonCode }) =>
    assign.mutate(ownerId === BY_RULE ? { reasonCode } : { ownerId, reasonCode }),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Select
          label={words.owner}
          data-autofocus
          placeholder={texts.ui.choose}
          searchable
          withAsterisk
          data={[
            { value: BY_RULE, label: words.byRule },
            ...others.map(({ id, name, roles }) => ({
              value: id,
              label: `${name}, ${texts.codes.role(roles[0] ?? '')}`,
            })),
          ]}
          {...form.getInputProps('ownerId')}
        />
        {away === undefined ? null : (
          <AwayNote name={away.user.name} until={away.to} deputy={away.deputy?.name ?? null} />
        )}
        <ReasonSelect usedFor="assign" {...form.getInputProps('reasonCode')} />
        <FormEnd command={assign} confirm={words.confirm} />
      </Stack>
    </form>
  );
}

/** The owner gives it back without choosing who gets it. */
function HandBack({ referral, onDone }: PanelProps) {
  const assign = useReferralCommand(referral.id, 'assign', (result) => onDone(result, words.handedBack));
  return (
    <Stack>
      <p className="fl-soft">{words.handBackText}</p>
      <FormEnd command={assign} confirm={words.handBack} onConfirm={() => assign.mutate({ reasonCode: 'hand_back' })} />
    </Stack>
  );
}

/** Who leads assigns; who has it hands it back. */
export const AssignPanel = (props: PanelProps) => (useLeads() ? <AssignForm {...props} /> : <HandBack {...props} />);
