import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, isCode, isTest, read, repoFiles } from './repo-files';

const files = repoFiles();
const production = files.filter(
  (file) =>
    isCode(file) &&
    file !== 'vitest.config.ts' &&
    !isTest(file) &&
    !file.startsWith('e2e/') &&
    !file.startsWith('test/'),
);

/** A room of the house and what it may import, as told in docs/architecture.md. `type` = only erased imports. */
interface Room {
  readonly name: string;
  readonly path: RegExp;
  readonly mayImport: readonly RegExp[];
  readonly mayImportTypes?: readonly RegExp[];
}

const AGENT = 'packages/host-agent/src';
const agent = (rooms: string) => new RegExp(`^${AGENT}/(${rooms})/`);
const DOMAIN =
  'automation|inventory|journal|handover|machines|profiles|telemetry|logs|console|storage|rom|hostcheck|access|operations|events|alerts';
const MODEL = /^@baton\/model\//;
const API = /^@baton\/api\//;
const QMP = /^@baton\/qmp$/;
const DB = /^@baton\/db$/;
const GUEST = /^packages\/host-agent\/guest\//;

const ROOMS: readonly Room[] = [
  { name: 'model', path: /^packages\/model\/src\//, mayImport: [/^packages\/model\/src\//, /^zod$/] },
  { name: 'qmp', path: /^packages\/qmp\/src\//, mayImport: [/^packages\/qmp\/src\//, /^node:/] },
  {
    name: 'api',
    path: /^packages\/api\/src\//,
    mayImport: [/^packages\/api\/src\//, MODEL, /^zod$/, /^@trpc\/server/],
  },
  { name: 'prisma', path: /^prisma\//, mayImport: [/^prisma\//, /^node:/, /^@prisma\//, /^(libsql|esbuild)$/] },
  {
    name: 'agent ports',
    path: agent('ports'),
    mayImport: [agent('ports'), MODEL, /^node:/, /^zod$/],
  },
  {
    name: 'agent adapters',
    path: agent('adapters'),
    mayImport: [agent('adapters'), agent('ports'), MODEL, QMP, /^node:/, /^(execa|zod)$/],
  },
  {
    name: 'agent domain',
    path: agent(DOMAIN),
    mayImport: [
      agent(`${DOMAIN}|ports`),
      MODEL,
      QMP,
      GUEST,
      DB,
      /^node:/,
      /^@node-rs\/argon2$/,
      /^zod$/,
      /^ws$/,
      /^execa$/,
    ],
    mayImportTypes: [API, /^pino$/],
  },
  {
    name: 'agent server',
    path: agent('server'),
    mayImport: [agent('server|access|ports'), MODEL, API, /^node:/, /^ws$/, /^@trpc\/server/],
    mayImportTypes: [agent(DOMAIN), /^pino$/],
  },
  {
    name: 'web ui',
    path: /^apps\/web\/src\/ui\//,
    mayImport: [/^apps\/web\/src\/ui\//, /^(?!@baton\/|node:)[@a-z]/],
    mayImportTypes: [MODEL],
  },
  {
    name: 'web lib, features and pages',
    path: /^apps\/web\/src\/(lib|features|app)\//,
    mayImport: [/^apps\/web\/src\//, MODEL, /^(?!@baton\/|node:)[@a-z]/],
    mayImportTypes: [API],
  },
  { name: 'gateway', path: /^apps\/gateway\//, mayImport: [/^apps\/gateway\//, /^(?!@baton\/)[@a-z]/] },
  { name: 'start', path: /^apps\/start\//, mayImport: [/^apps\/start\//, /^node:/, /^uqr$/] },
  {
    name: 'cli',
    path: /^apps\/cli\//,
    mayImport: [/^apps\/cli\//, MODEL, /^(?!@baton\/)[@a-z]/],
    mayImportTypes: [API],
  },
];

/** A relative or `@/` import as a path of the repository; a package name as it is. */
function resolveImport(file: string, from: string): string {
  if (from.startsWith('.')) return normalize(join(dirname(file), from));
  if (from.startsWith('@/')) return `apps/web/src/${from.slice(2)}`;
  return from;
}

describe('the rooms of the house', () => {
  it.each(ROOMS.map((room) => [room.name, room] as const))('%s imports only what it may', (_name, room) => {
    const wrong = production
      .filter((file) => room.path.test(file))
      .flatMap((file) =>
        importsOf(file)
          .map(({ from, typeOnly }) => ({ to: resolveImport(file, from), typeOnly }))
          .filter(({ to, typeOnly }) => {
            const allowed = [...room.mayImport, ...(typeOnly ? (room.mayImportTypes ?? []) : [])];
            return !allowed.some((pattern) => pattern.test(to));
          })
          .map(({ to }) => `${file} -> ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has a rule for every production file', () => {
    const composition =
      /^(packages\/host-agent\/src\/(main|config|startup-failure|instance-lock)\.ts|packages\/host-agent\/src\/compose\/|bench\/|apps\/web\/[^/]+$|[^/]+$|packages\/host-agent\/(src\/compose\/|guest\/|build\.mjs))/;
    const homeless = production.filter(
      (file) => !ROOMS.some((room) => room.path.test(file)) && !composition.test(file),
    );
    expect(homeless).toEqual([]);
  });
});

describe('house rules', () => {
  it('the environment is read in one place of each program', () => {
    const readers = production.filter((file) => /process\.env\b/.test(read(file)));
    const allowed =
      /(^|\/)config\.ts$|^apps\/start\/|^bench\/|(^|\/)(build|generate|precompress|author)[\w-]*\.m?[jt]s$|(next|prisma)\.config\.ts$|^prisma\/[\w-]+\.m[jt]s$/;
    expect(readers.filter((file) => !allowed.test(file))).toEqual([]);
  });

  it('no shell is ever asked to run a string', () => {
    const shells = production.filter((file) =>
      /\bshell:\s*true\b|\bexecSync\(|\bchild_process['"]\)?.*\bexec\b\(/.test(read(file)),
    );
    expect(shells).toEqual([]);
  });

  it('nothing is left for later', () => {
    const marks = files.filter(
      (file) => isCode(file) && file !== 'test/repo-rules.test.ts' && /\b(TODO|FIXME|XXX|HACK)\b/.test(read(file)),
    );
    expect(marks).toEqual([]);
  });

  it('there are no grab-bag files', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\.[jt]sx?|\/)/.test(file))).toEqual([]);
  });

  it('production code has no mocks', () => {
    const imports = production.filter((file) =>
      importsOf(file).some(({ from }) => /^vitest|fast-check|\/test\/|\bmocks?\b/.test(from)),
    );
    expect(imports).toEqual([]);
  });

  it('no test is skipped or run alone', () => {
    const tests = files.filter((file) => isTest(file) || file.startsWith('e2e/')).filter(isCode);
    const marked = tests.filter(
      (file) => file !== 'test/repo-rules.test.ts' && /\b(it|test|describe)\.(only|todo)\b/.test(read(file)),
    );
    expect(marked).toEqual([]);
  });
});
