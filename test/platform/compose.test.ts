import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { FILE_VARIABLES, PROCESS_VARIABLES, TEMPORAL_VARIABLES } from '../../adapters/environmentVariables.ts';

/** There may be no container engine here, so what one would refuse is checked by hand. */
const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const Condition = z.object({ condition: z.enum(['service_healthy', 'service_completed_successfully']) });
const Service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  secrets: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), Condition).default({}),
  deploy: z.strictObject({ replicas: z.int() }).optional(),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.int(),
      start_period: z.string().optional(),
    })
    .optional(),
  ports: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
  restart: z.enum(['unless-stopped', 'on-failure:5']),
  stop_grace_period: z.string().optional(),
  volumes: z.array(z.string()).optional(),
});
const Compose = z.strictObject({
  name: z.string(),
  'x-application': z.unknown(),
  'x-temporal-tools': z.unknown(),
  services: z.record(z.string(), Service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.null()),
});
type Compose = z.infer<typeof Compose>;

const OURS = ['migrate', 'schedules', 'api', 'worker'];

describe('docker-compose.yml', () => {
  let compose: Compose;
  beforeAll(() => {
    compose = Compose.parse(parse(read('docker-compose.yml'), { merge: true }));
  });
  const services = () => Object.entries(compose.services);
  const service = (name: string) => {
    const found = compose.services[name];
    if (found === undefined) throw new Error(`no service ${name}`);
    return found;
  };

  it('waits only for services that can fulfil the condition', () => {
    for (const [name, { depends_on }] of services()) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const kept =
          condition === 'service_healthy'
            ? service(other).healthcheck !== undefined
            : service(other).restart === 'on-failure:5';
        expect({ name, other, kept }).toEqual({ name, other, kept: true });
      }
    }
  });

  it('declares every secret and volume that is used, and uses every one that is declared', () => {
    const usedSecrets = new Set(services().flatMap(([, { secrets = [] }]) => secrets));
    expect([...usedSecrets].sort()).toEqual(Object.keys(compose.secrets).sort());
    const usedVolumes = new Set(
      services().flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0])),
    );
    expect([...usedVolumes]).toEqual(Object.keys(compose.volumes));
    for (const { file } of Object.values(compose.secrets))
      expect(read('.gitignore')).toContain(path.posix.normalize(file).split('/')[0]);
  });

  it('gives secrets by file only', () => {
    for (const [, { environment }] of services()) {
      expect(
        Object.keys(environment).filter((name) => /PASSWORD$|PWD$|^DATABASE_URL$|^SMTP_URL$|^PAYEE_KEYS$/.test(name)),
      ).toEqual([]);
    }
  });

  it('names only environment variables that our processes know', () => {
    const known = [
      ...Object.keys(PROCESS_VARIABLES),
      ...TEMPORAL_VARIABLES,
      ...FILE_VARIABLES.map((name) => `${name}_FILE`),
    ];
    for (const name of OURS) {
      expect(Object.keys(service(name).environment).filter((variable) => !known.includes(variable))).toEqual([]);
    }
  });

  it('runs our processes read-only, without privileges, from the one image', () => {
    for (const name of OURS) {
      expect(service(name)).toMatchObject({
        build: '.',
        user: 'node',
        read_only: true,
        cap_drop: ['ALL'],
        tmpfs: ['/tmp'],
      });
    }
  });

  it('starts programs that exist and that the image has', () => {
    const dockerfile = read('Dockerfile');
    for (const name of OURS) {
      const file = service(name).command?.at(-1) ?? '';
      expect(existsSync(path.join(root, file))).toBe(true);
      expect(dockerfile).toMatch(new RegExp(`COPY .*\\b${path.dirname(file) === '.' ? file : path.dirname(file)}\\b`));
    }
  });

  it('runs two of the API and two workers', () => {
    expect([service('api').deploy?.replicas, service('worker').deploy?.replicas]).toEqual([2, 2]);
  });

  it('uses no image that sets itself up', () => {
    expect(services().filter(([, { image }]) => image.includes('auto-setup'))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('copies only what exists or what an earlier step has made', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('calls only npm scripts that exist', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const called = [...read('Dockerfile').matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(called.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('ends as an ordinary user', () => {
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
  });
});
