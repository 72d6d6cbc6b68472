import { describe, expect, it } from '@jest/globals';
import { createAesVault } from '../../../adapters/payees/aesVault.ts';
import { DEVELOPMENT_KEYS, newPayeeKeys, parsePayeeKeys, type PayeeKeys } from '../../../adapters/payees/keys.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';

const ACCOUNT: PayeeAccount = {
  kind: 'iban',
  holder: 'Brightwater Consulting GmbH',
  iban: 'DE89370400440532013000',
  bic: null,
  country: 'DE',
};
const OWNER = { partnerId: 'prt_one', version: 1 };

const keysOf = (text: string): PayeeKeys => {
  const keys = parsePayeeKeys(text);
  if (keys === undefined) throw new Error('not a key file');
  return keys;
};

describe('an account at rest', () => {
  const vault = createAesVault(keysOf(newPayeeKeys('2026-11')));

  it('opens for its own partner and version', () => {
    expect(vault.open(vault.seal(ACCOUNT, OWNER), OWNER)).toEqual(ACCOUNT);
  });

  it('shows nothing of itself, and is never the same twice', () => {
    const one = Buffer.from(vault.seal(ACCOUNT, OWNER).sealed);
    const other = Buffer.from(vault.seal(ACCOUNT, OWNER).sealed);
    expect(one.equals(other)).toBe(false);
    for (const secret of [ACCOUNT.kind, 'DE89370400440532013000', 'Brightwater']) {
      expect(one.includes(secret)).toBe(false);
    }
  });

  it.each([
    { owner: { partnerId: 'prt_two', version: 1 }, why: 'of another partner' },
    { owner: { partnerId: 'prt_one', version: 2 }, why: 'of another version' },
  ])('does not open where it was moved to: a row $why', ({ owner }) => {
    expect(() => vault.open(vault.seal(ACCOUNT, OWNER), owner)).toThrow();
  });

  it('does not open when one bit of it was changed', () => {
    const { keyId, sealed } = vault.seal(ACCOUNT, OWNER);
    for (const place of [0, 12, 28, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed.readUInt8(place) ^ 1) & 0xff, place);
      expect(() => vault.open({ keyId, sealed: changed }, OWNER)).toThrow();
    }
  });
});

describe('a bank file at rest', () => {
  const vault = createAesVault(keysOf(newPayeeKeys('2026-11')));
  const text = 'end_to_end_id,payee,account\r\nitm_1,Brightwater,DE89370400440532013000\r\n';

  it('opens for its own run only, shows nothing of itself, and is no account', () => {
    const file = vault.sealFile(text, 'run_1');
    expect(vault.openFile(file, 'run_1')).toBe(text);
    expect(Buffer.from(file.sealed).includes('DE89370400440532013000')).toBe(false);
    expect(() => vault.openFile(file, 'run_2')).toThrow();
    expect(() => vault.open(file, OWNER)).toThrow();
  });
});

describe('rotating the key', () => {
  const before = JSON.parse(newPayeeKeys('2026-11')) as {
    fingerprint: string;
    encryption: { id: string; key: string }[];
  };
  const added = (JSON.parse(newPayeeKeys('2027-01')) as typeof before).encryption;
  const after = { ...before, encryption: [...before.encryption, ...added] };
  const old = createAesVault(keysOf(JSON.stringify(before)));
  const rotated = createAesVault(keysOf(JSON.stringify(after)));

  it('seals with the last key and opens with all', () => {
    const sealedBefore = old.seal(ACCOUNT, OWNER);
    expect(rotated.open(sealedBefore, OWNER)).toEqual(ACCOUNT);
    expect(sealedBefore.keyId).toBe('2026-11');
    expect(rotated.seal(ACCOUNT, OWNER).keyId).toBe('2027-01');
  });

  it('says which key is missing, and nothing else', () => {
    expect(() => old.open(rotated.seal(ACCOUNT, OWNER), OWNER)).toThrow(
      'there is no payee key "2027-01" in the key file',
    );
  });

  it('leaves every fingerprint as it was', () => {
    expect(rotated.fingerprintOf(ACCOUNT)).toBe(old.fingerprintOf(ACCOUNT));
    expect(createAesVault(DEVELOPMENT_KEYS).fingerprintOf(ACCOUNT)).not.toBe(old.fingerprintOf(ACCOUNT));
  });
});

it('the digest of a bank file hangs on the key, so that no account is found by guessing the file', () => {
  const vaults = [createAesVault(DEVELOPMENT_KEYS), createAesVault(keysOf(newPayeeKeys('k1')))];
  const digests = ['file', 'other'].flatMap((text) => vaults.map((vault) => vault.digestOf(text)));
  expect(new Set(digests).size).toBe(4);
  expect(vaults[0]?.digestOf('file')).toBe(digests[0]);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
});

describe('a key file', () => {
  const good = JSON.parse(newPayeeKeys('k1')) as { fingerprint: string; encryption: { id: string; key: string }[] };
  it.each([
    { text: '', why: 'empty' },
    { text: 'k1:secret', why: 'no JSON' },
    { text: JSON.stringify({ ...good, encryption: [] }), why: 'no key' },
    { text: JSON.stringify({ ...good, fingerprint: 'c2hvcnQ=' }), why: 'a short key' },
    { text: JSON.stringify({ ...good, encryption: [...good.encryption, ...good.encryption] }), why: 'one id twice' },
    { text: JSON.stringify({ ...good, comment: 'x' }), why: 'something unknown in it' },
  ])('is refused: $why', ({ text }) => {
    expect(parsePayeeKeys(text)).toBeUndefined();
  });
});
