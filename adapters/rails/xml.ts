import { create } from 'xmlbuilder2';
import { AppError } from '../../domain/errors.ts';

/** As much of an element as a reader of bank files needs; names without their prefix. */
export type XmlElement = {
  name: string;
  attribute: (name: string) => string | undefined;
  /** All children of that name. */
  children: (name: string) => XmlElement[];
  /** The first element on that way down. */
  at: (...path: string[]) => XmlElement | undefined;
  /** Its text, undefined when the way ends or nothing is there. */
  text: (...path: string[]) => string | undefined;
};

type Node = {
  readonly nodeType: number;
  readonly childNodes: Iterable<Node>;
  readonly textContent: string | null;
  readonly localName?: string;
  getAttribute?: (name: string) => string | null;
};

const ELEMENT = 1;

/** @throws AppError `invalid_request` for what is not well-formed, or brings declarations of its own along */
export function parseXml(text: string): XmlElement {
  if (/<!DOCTYPE/i.test(text)) throw notXml('A document type is not taken.');
  let root: Node;
  try {
    root = create(text).root().node;
  } catch (error) {
    throw notXml('The file is not well-formed XML.', error);
  }
  return elementOf(root);
}

const notXml = (message: string, cause?: unknown): AppError =>
  new AppError({ code: 'invalid_request', facts: { errors: [{ pointer: '/', code: 'invalid', message }] }, cause });

function elementOf(node: Node): XmlElement {
  const children = (name: string): XmlElement[] =>
    [...node.childNodes].flatMap((child) =>
      child.nodeType === ELEMENT && child.localName === name ? [elementOf(child)] : [],
    );
  const at = (...path: string[]): XmlElement | undefined => {
    const [first, ...rest] = path;
    return first === undefined ? elementOf(node) : children(first)[0]?.at(...rest);
  };
  const text = (...path: string[]): string | undefined => {
    if (path.length > 0) return at(...path)?.text();
    const content = node.textContent?.trim() ?? '';
    return content === '' ? undefined : content;
  };
  return {
    name: node.localName ?? '',
    attribute: (name) => node.getAttribute?.(name) ?? undefined,
    children,
    at,
    text,
  };
}
