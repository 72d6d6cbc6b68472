import { notifications } from '@mantine/notifications';
import { followCommand } from '../api/commands.ts';
import type { CommandStatus } from '../api/types.ts';
import { texts } from '../texts/en.ts';

const refused = ({ code }: CommandStatus): string => texts.ui.refused(texts.codes.refusal(code ?? ''));

async function tellLater(command: CommandStatus, done: string): Promise<void> {
  const id = command.id;
  notifications.show({ id, title: texts.ui.pendingTitle, message: texts.ui.pending, loading: true, autoClose: false });
  const answered = await followCommand(id).catch(() => undefined);
  if (answered === undefined) return void notifications.hide(id);
  const isRefused = answered.state === 'refused';
  notifications.update({
    id,
    title: '',
    message: isRefused ? refused(answered) : done,
    color: isRefused ? 'red' : 'teal',
    loading: false,
    autoClose: 6_000,
  });
}

type Result = { state: 'done' } | { state: 'stored'; command: CommandStatus };

/** Says what became of a command: at once, or when the stored row was carried out. */
export function tellResult(result: Result, done: string): void {
  if (result.state === 'done') notifications.show({ message: done, color: 'teal' });
  else if (result.command.state === 'awaiting_second_person') {
    notifications.show({ title: texts.sales.close.second, message: texts.sales.close.secondText, color: 'yellow' });
  } else void tellLater(result.command, done);
}
