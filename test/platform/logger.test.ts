import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../adapters/logger.ts';

const SECRET = 'ada@partner.example';

const logged = (fields: object): string => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLogger({ name: 'api', level: 'info', destination }).info(fields, 'said');
  return lines.join('');
};

describe('a log line', () => {
  it.each([
    { email: SECRET },
    { prospect: { email: SECRET, phone: SECRET } },
    { body: { prospect: { email: SECRET } } },
    { req: { headers: { authorization: SECRET, cookie: SECRET } } },
    { res: { headers: { 'set-cookie': SECRET } } },
    { user: { password: SECRET, apiKey: SECRET, key: SECRET } },
  ])('never carries a person or a secret: %j', (fields) => {
    expect(logged(fields)).toContain('[redacted]');
    expect(logged(fields)).not.toContain(SECRET);
  });

  it('carries what explains it', () => {
    expect(JSON.parse(logged({ referralId: 'ref_1' }))).toMatchObject({
      name: 'api',
      referralId: 'ref_1',
      msg: 'said',
    });
  });
});
