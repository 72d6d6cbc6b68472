import { Anchor } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import type { FileInfo, Message } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Moment } from '../ui/Moment.tsx';

const words = texts.thread;

function Attachment({ file }: { file: FileInfo }) {
  return (
    <li>
      <Anchor href={`/v1/files/${file.id}`} download={file.name} size="sm" className="fl-message-file">
        <IconPaperclip size={14} aria-hidden />
        {file.name}
        <span className="fl-soft">{words.size(file.sizeBytes)}</span>
      </Anchor>
    </li>
  );
}

function Entry({ message }: { message: Message }) {
  return (
    <li className={`fl-message fl-message-${message.internal ? 'internal' : message.side}`}>
      <div className="fl-message-head">
        <span className="fl-message-name">{message.author.name ?? words.key}</span>
        <span className="fl-soft">
          {words.sides[message.side]} · <Moment at={message.at} />
        </span>
      </div>
      <p className="fl-message-text">{message.text}</p>
      {message.files.length === 0 ? null : (
        <ul className="fl-message-files">
          {message.files.map((file) => (
            <Attachment key={file.id} file={file} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** As a conversation reads: the oldest first. */
export function MessageList({ messages, none }: { messages: readonly Message[]; none: string }) {
  if (messages.length === 0) return <p className="fl-soft">{none}</p>;
  return (
    <ol className="fl-messages">
      {messages.toReversed().map((message) => (
        <Entry key={message.id} message={message} />
      ))}
    </ol>
  );
}
