import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXTENSION_REASONS, REOPEN_REASONS } from '../../../domain/referral/reasons.ts';
import { Reasons } from '../../../api/schemas/commands.ts';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
});

afterAll(() => api.close());

const read = async (language: string) => {
  const { body } = await api.call('GET', '/v1/reasons', { key: own.key, headers: { 'accept-language': language } });
  return Reasons.parse(body).data;
};

describe('the catalogue of reasons', () => {
  it('says all of a reason: class, passing on, contest, cool-off, stages, and its texts in both languages', async () => {
    expect(await read('de')).toContainEqual({
      code: 'no_budget',
      label: 'Kein Budget',
      usedFor: 'disqualified',
      class: 'timing',
      passesOn: false,
      contestable: true,
      coolsOff: true,
      validIn: ['accepted', 'contacted'],
      texts: {
        en: {
          label: 'No budget',
          clause: 'there is no budget for it at present',
          advice: expect.stringContaining('refer them again'),
        },
        de: {
          label: 'Kein Budget',
          clause: 'derzeit gibt es kein Budget dafür',
          advice: expect.stringContaining('erneut'),
        },
      },
    });
  });

  it('gives every end a class, and only those of a person can be contested', async () => {
    const reasons = await read('en');
    const ofCommands = ['assign', 'reopen', 'extension'];
    expect(reasons.filter(({ usedFor, class: kind }) => !ofCommands.includes(usedFor) && kind === null)).toEqual([]);
    const contestable = new Set(reasons.filter((reason) => reason.contestable).map(({ usedFor }) => usedFor));
    expect([...contestable]).toEqual(['declined', 'disqualified', 'expired']);
    expect(reasons.find(({ code }) => code === 'mistake')).toMatchObject({ coolsOff: false, passesOn: true });
  });

  it('has the reasons of commands that end nothing, by what they are used for', async () => {
    const reasons = await read('de');
    const codesOf = (used: string) => reasons.filter(({ usedFor }) => usedFor === used).map(({ code }) => code);
    expect(codesOf('reopen')).toEqual(REOPEN_REASONS);
    expect(codesOf('extension')).toEqual(EXTENSION_REASONS);
    expect(reasons).toContainEqual(
      expect.objectContaining({ code: 'budget_cycle', usedFor: 'extension', label: 'Das Budget kommt später' }),
    );
  });
});
