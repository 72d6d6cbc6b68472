import { Textarea, type TextareaProps } from '@mantine/core';
import { texts } from '../../texts/en.ts';

const { message, messageHint, note, noteHint } = texts.sales.contact;

/** What the partner reads besides the step itself. */
export const MessageField = (input: TextareaProps) => (
  <Textarea label={message} description={messageHint} autosize minRows={2} {...input} />
);

/** What only the house reads. */
export const NoteField = (input: TextareaProps) => (
  <Textarea label={note} description={noteHint} autosize minRows={2} {...input} />
);
