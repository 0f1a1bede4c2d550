import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkTo } from './banner.mjs';
import { backoffMs, isFatalExit, lastWords } from './child.mjs';
import { parseArguments, prepareStateDir, stateDirOf } from './settings.mjs';
import { fingerprint, isStamped, writeStamp } from './stamp.mjs';
import { installCommands } from './system-packages.mjs';

describe('the build stamp', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-stamp-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'a.ts'), 'a');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('changes when a source is touched, added or removed, and not when a built file is', () => {
    const first = fingerprint(folder, ['src']);
    expect(fingerprint(folder, ['src'])).toBe(first);
    mkdirSync(join(folder, 'src', 'dist'));
    writeFileSync(join(folder, 'src', 'dist', 'main.mjs'), 'built');
    expect(fingerprint(folder, ['src'])).toBe(first);
    utimesSync(join(folder, 'src', 'a.ts'), 1, 1);
    expect(fingerprint(folder, ['src'])).not.toBe(first);
    writeFileSync(join(folder, 'src', 'b.ts'), 'b');
    expect(fingerprint(folder, ['src'])).not.toBe(first);
  });

  it('is believed only when it is the same text', () => {
    const file = join(folder, 'deep', 'stamp');
    expect(isStamped(file, 'x')).toBe(false);
    writeStamp(file, 'x');
    expect(isStamped(file, 'x')).toBe(true);
    expect(isStamped(file, 'y')).toBe(false);
  });
});

describe('installing system packages', () => {
  it('updates the lists first on Debian, and asks sudo never to prompt', () => {
    expect(installCommands('apt', ['qemu', 'ovmf'], true)).toEqual([
      ['sudo', '-n', 'apt-get', 'update'],
      ['sudo', '-n', 'apt-get', 'install', '-y', '--no-install-recommends', 'qemu-system-x86', 'ovmf'],
    ]);
  });

  it('is one command elsewhere', () => {
    expect(installCommands('dnf', ['qemu-img'], false)).toEqual([['dnf', 'install', '-y', 'qemu-img']]);
    expect(installCommands('pacman', ['ovmf'], false)).toEqual([
      ['pacman', '-Sy', '--needed', '--noconfirm', 'edk2-ovmf'],
    ]);
  });
});

describe('the state directory', () => {
  it('is the user’s own unless told otherwise', () => {
    expect(stateDirOf({}, { uid: 1000, home: '/home/anna' })).toBe('/home/anna/.local/state/baton');
    expect(stateDirOf({ XDG_STATE_HOME: '/x' }, { uid: 1000, home: '/home/anna' })).toBe('/x/baton');
    expect(stateDirOf({}, { uid: 0, home: '/root' })).toBe('/var/lib/baton');
    expect(stateDirOf({ BATON_STATE_DIR: '/srv/b' }, { uid: 0, home: '/root' })).toBe('/srv/b');
  });

  it('is refused with the reason when it cannot be made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-state-'));
    writeFileSync(join(folder, 'file'), '');
    expect(prepareStateDir(join(folder, 'file', 'state'))).toMatch(/ENOTDIR/);
    expect(prepareStateDir(join(folder, 'state'))).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});

describe('the supervisor', () => {
  it('gives up on a wrong setting and tries again after a crash', () => {
    expect(isFatalExit(78)).toBe(true);
    expect(isFatalExit(1)).toBe(false);
    expect(isFatalExit(null)).toBe(false);
  });

  it('waits longer after each failure, up to ten seconds', () => {
    expect([1, 2, 3, 10].map(backoffMs)).toEqual([200, 400, 800, 10_000]);
  });

  it('quotes the plain sentence of a process rather than its structured log', () => {
    expect(lastWords('{"level":30}\nPort 8443 is already in use.\n{"level":50}\n')).toBe(
      'Port 8443 is already in use.',
    );
    expect(lastWords('{"level":50}\n')).toBe('{"level":50}');
  });
});

describe('the link', () => {
  const door = { port: 8443, tls: true, fingerprint: undefined, addresses: [] };
  it('carries the setup token in the fragment, which browsers do not send', () => {
    expect(linkTo(door, '192.0.2.7', 'abc')).toBe('https://192.0.2.7:8443/#setup=abc');
  });
  it('brackets an IPv6 address and leaves out a standard port', () => {
    expect(linkTo({ ...door, port: 443 }, 'fd00::1', null)).toBe('https://[fd00::1]/');
  });
});

describe('arguments', () => {
  it('are known or named', () => {
    expect(parseArguments(['--no-install'])).toEqual({ install: false, help: false, unknown: [] });
    expect(parseArguments(['--nonsense']).unknown).toEqual(['--nonsense']);
  });
});
