import { Textarea, type TextareaProps } from '@mantine/core';
import { texts } from '../../texts/en.ts';

const { message: label, messageHint: description } = texts.sales.contact;

/** What the partner reads besides the step itself. */
export const MessageField = (input: TextareaProps) => (
  <Textarea label={label} description={description} autosize minRows={2} {...input} />
);
