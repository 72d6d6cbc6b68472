import { useForm, type UseFormReturnType } from '@mantine/form';
import { useDebouncedCallback } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { createKeyKeeper } from '../../api/idempotency.ts';
import { ProblemError } from '../../api/problem.ts';
import { useSubmitReferral } from '../../api/submit.ts';
import type { Program } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { bodyOf, draftRules, EMPTY_DRAFT, fieldOf, isEmpty, type Draft } from './draft.ts';
import { forgetDraft, keepDraft, readDraft } from './keptDraft.ts';

const KEEP_AFTER_MS = 400;

export type DraftForm = UseFormReturnType<Draft>;

/** The eye and the keyboard go to the first thing that is wrong. */
function focusFirst(form: DraftForm, fields: readonly string[]): void {
  const first = Object.keys(EMPTY_DRAFT).find((field) => fields.includes(field));
  if (first !== undefined) form.getInputNode(first)?.focus();
}

function showProblems(form: DraftForm, error: Error): void {
  if (!(error instanceof ProblemError)) return;
  const found = error.fields.flatMap(({ pointer, message }) => {
    const field = fieldOf(pointer);
    return field === undefined ? [] : [[field, message] as const];
  });
  form.setErrors(Object.fromEntries(found));
  focusFirst(
    form,
    found.map(([field]) => field),
  );
}

/** The form, its draft on this device, and the one referral that it makes. */
export function useSubmitForm(userId: string, programs: readonly Program[]) {
  const [kept] = useState(() => readDraft(userId));
  const [keys] = useState(() => createKeyKeeper(kept.sent));
  const navigate = useNavigate();
  const submit = useSubmitReferral();
  const keep = useDebouncedCallback(
    (draft: Draft) => (isEmpty(draft) ? forgetDraft(userId) : keepDraft(userId, { draft, sent: undefined })),
    { delay: KEEP_AFTER_MS, flushOnUnmount: true },
  );
  const only = programs.length === 1 ? programs[0]?.id : undefined;
  const form = useForm<Draft>({
    initialValues: { ...kept.draft, programId: only ?? kept.draft.programId },
    validate: draftRules,
    validateInputOnBlur: true,
    onValuesChange: (draft) => keep(draft),
  });
  const currency = programs.find(({ id }) => id === form.values.programId)?.currency ?? 'EUR';

  const send = (draft: Draft): void => {
    keep.cancel();
    const body = bodyOf(draft, currency);
    const key = keys.keyFor(body);
    keepDraft(userId, { draft, sent: { content: JSON.stringify(body), key } });
    submit.mutate(
      { body, key },
      {
        onSuccess: ({ referral, isNew }) => {
          forgetDraft(userId);
          if (!isNew) notifications.show({ message: texts.partner.submit.existing });
          void navigate(isNew ? `/referrals/${referral.id}/receipt` : `/referrals/${referral.id}`);
        },
        onError: (error) => showProblems(form, error),
      },
    );
  };

  return {
    form,
    currency,
    error: submit.error,
    isSending: submit.isPending,
    discard: () => {
      form.setValues({ ...EMPTY_DRAFT, programId: only ?? '' });
      form.clearErrors();
      forgetDraft(userId);
    },
    onSubmit: form.onSubmit(send, (errors) => focusFirst(form, Object.keys(errors))),
  };
}
