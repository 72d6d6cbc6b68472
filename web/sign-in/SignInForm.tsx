import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSignIn, type User } from '../api/session.ts';
import { texts } from '../texts/en.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';

type Props = { email?: string; onSignedIn: (user: User) => void };

/** E-mail and password; one text for every cause of a refusal. */
export function SignInForm({ email = '', onSignedIn }: Props) {
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { email, password: '' },
    validate: {
      email: (value) => (value.trim() === '' ? texts.signIn.emailMissing : null),
      password: (value) => (value === '' ? texts.signIn.passwordMissing : null),
    },
  });
  const submit = form.onSubmit((values) => signIn.mutate(values, { onSuccess: ({ user }) => onSignedIn(user) }));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={texts.signIn.email}
          type="email"
          autoComplete="username"
          size="md"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={texts.signIn.password}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': texts.signIn.showPassword, tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        {signIn.isError ? <ProblemAlert error={signIn.error} /> : null}
        <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
          {texts.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}
