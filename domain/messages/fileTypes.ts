/** What may be attached. The bytes decide, never the name or what the sender says. */
type FileType = { mediaType: string; extensions: readonly string[]; matches: (bytes: Uint8Array) => boolean };

export const FILE_BYTES_MAX = 20 * 1024 * 1024;

const startsWith =
  (...signature: number[]) =>
  (bytes: Uint8Array): boolean =>
    signature.every((byte, place) => bytes[place] === byte);

const isZip = startsWith(0x50, 0x4b, 0x03, 0x04);

const asciiAt = (bytes: Uint8Array, from: number, text: string): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(from, from + text.length)) === text;

/** Office documents are zip archives whose first entry says so; a program in an archive is none of them. */
const officeWith =
  (folder: string) =>
  (bytes: Uint8Array): boolean => {
    if (!isZip(bytes)) return false;
    const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 64 * 1024));
    const whole = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - 64 * 1024)));
    const lists = (name: string): boolean => beginning.includes(name) || whole.includes(name);
    return lists('[Content_Types].xml') && lists(`${folder}/`) && !lists('vbaProject.bin');
  };

/** UTF-8 without control characters, and nothing that a browser could take for a page. */
function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\n\r\t]/u.test(text) && !/^\s*<(?:!doctype|html|script|svg|\?xml)/i.test(text);
  } catch {
    return false;
  }
}

const PDF: FileType = {
  mediaType: 'application/pdf',
  extensions: ['pdf'],
  matches: (bytes) => asciiAt(bytes, 0, '%PDF-'),
};

/** A document by itself: a declaration of a type could name other files, or grow without end, in whoever reads it. */
function isXml(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /^\s*<(?:\?xml|[\p{L}_])/u.test(text) && !/<!(?:doctype|entity)|<(?:\w+:)?script/i.test(text);
  } catch {
    return false;
  }
}

const XML: FileType = { mediaType: 'application/xml', extensions: ['xml'], matches: isXml };

const FILE_TYPES: readonly FileType[] = [
  PDF,
  { mediaType: 'image/png', extensions: ['png'], matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], matches: startsWith(0xff, 0xd8, 0xff) },
  {
    mediaType: 'image/webp',
    extensions: ['webp'],
    matches: (bytes) => asciiAt(bytes, 0, 'RIFF') && asciiAt(bytes, 8, 'WEBP'),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    matches: officeWith('word'),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
    matches: officeWith('xl'),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extensions: ['pptx'],
    matches: officeWith('ppt'),
  },
  { mediaType: 'text/csv', extensions: ['csv'], matches: isPlainText },
  { mediaType: 'text/plain', extensions: ['txt', 'md', 'log'], matches: isPlainText },
];

export const FILE_EXTENSIONS: readonly string[] = FILE_TYPES.flatMap(({ extensions }) => extensions);

/** An invoice is a page to read, or an electronic invoice (EN 16931), which is XML. */
const INVOICE_TYPES: readonly FileType[] = [PDF, XML];

export const INVOICE_EXTENSIONS: readonly string[] = INVOICE_TYPES.flatMap(({ extensions }) => extensions);

const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The type by which a file is kept and given back; undefined when it is none of ours, or is not what its name says. */
export const fileTypeOf = (name: string, bytes: Uint8Array): string | undefined => typeAmong(FILE_TYPES, name, bytes);

/** The same of an invoice. */
export const invoiceTypeOf = (name: string, bytes: Uint8Array): string | undefined =>
  typeAmong(INVOICE_TYPES, name, bytes);

function typeAmong(types: readonly FileType[], name: string, bytes: Uint8Array): string | undefined {
  const extension = extensionOf(name);
  return types.find(({ extensions, matches }) => extensions.includes(extension) && matches(bytes))?.mediaType;
}
