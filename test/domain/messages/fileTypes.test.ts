import { describe, expect, it } from '@jest/globals';
import { fileTypeOf } from '../../../domain/messages/fileTypes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const raw = (...values: number[]): Uint8Array => Uint8Array.from(values);
const office = (folder: string, more = ''): Uint8Array =>
  Uint8Array.from([0x50, 0x4b, 0x03, 0x04, ...bytes(`[Content_Types].xml ${folder}/document.xml ${more}`)]);
const PNG = raw(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00);

describe('what may be attached', () => {
  it.each([
    { name: 'offer.pdf', content: bytes('%PDF-1.7 …'), type: 'application/pdf', why: 'a PDF' },
    { name: 'OFFER.PDF', content: bytes('%PDF-1.7 …'), type: 'application/pdf', why: 'however it is spelled' },
    { name: 'plan.png', content: PNG, type: 'image/png', why: 'a picture' },
    { name: 'plan.jpeg', content: raw(0xff, 0xd8, 0xff, 0xe0), type: 'image/jpeg', why: 'a photo' },
    { name: 'plan.webp', content: bytes('RIFF0000WEBPVP8 '), type: 'image/webp', why: 'a picture' },
    { name: 'list.csv', content: bytes('a;b\r\n1;ü'), type: 'text/csv', why: 'text in UTF-8' },
    { name: 'notes.txt', content: bytes('Hello'), type: 'text/plain', why: 'text' },
    {
      name: 'offer.docx',
      content: office('word'),
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      why: 'an office document',
    },
  ])('$name is taken as $type: $why', ({ name, content, type }) => {
    expect(fileTypeOf(name, content)).toBe(type);
  });

  it.each([
    { name: 'page.html', content: bytes('<html>'), why: 'a page runs in a browser' },
    { name: 'page.txt', content: bytes('  <!DOCTYPE html><script>'), why: 'a page under another name' },
    { name: 'image.svg', content: bytes('<svg onload="x">'), why: 'a picture that runs' },
    { name: 'image.txt', content: bytes('<svg onload="x">'), why: 'the same under another name' },
    { name: 'offer.pdf', content: bytes('MZ program'), why: 'a program under another name' },
    { name: 'offer.pdf', content: PNG, why: 'not what its name says' },
    { name: 'tool.exe', content: bytes('MZ'), why: 'a program' },
    { name: 'archive.zip', content: raw(0x50, 0x4b, 0x03, 0x04), why: 'anything may be in it' },
    { name: 'offer.docx', content: raw(0x50, 0x4b, 0x03, 0x04), why: 'an archive that is no document' },
    { name: 'offer.docx', content: office('word', 'vbaProject.bin'), why: 'a document with a program' },
    { name: 'notes.txt', content: raw(0x00, 0x01), why: 'no text' },
    { name: 'notes.txt', content: raw(0xff, 0xfe), why: 'no UTF-8' },
    { name: 'offer', content: bytes('%PDF-1.7'), why: 'no ending' },
  ])('$name is refused: $why', ({ name, content }) => {
    expect(fileTypeOf(name, content)).toBeUndefined();
  });
});
