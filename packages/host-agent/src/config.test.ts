import { describe, expect, it } from 'vitest';
import { readConfig } from './config';
import { StartupFailure } from './startup-failure';

const read = (env: Record<string, string>, uid = 1000) => readConfig({ env: { HOME: '/home/ada', ...env }, uid });

const refusal = (env: Record<string, string>): StartupFailure => {
  try {
    read(env);
  } catch (error) {
    if (error instanceof StartupFailure) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('the configuration of the agent', () => {
  it('lives under the home folder without root, and in /var/lib with it', () => {
    expect(read({}).stateDir).toBe('/home/ada/.local/state/baton');
    expect(read({ XDG_STATE_HOME: '/s' }).stateDir).toBe('/s/baton');
    expect(read({ XDG_STATE_HOME: 'relative' }).stateDir).toBe('/home/ada/.local/state/baton');
    expect(read({}, 0).stateDir).toBe('/var/lib/baton');
    expect(read({ BATON_STATE_DIR: '/elsewhere' }, 0).stateDir).toBe('/elsewhere');
  });

  it('takes a user for QEMU by number alone', () => {
    expect(read({}).vmUid).toBeNull();
    expect(read({ BATON_VM_UID: '64055' }).vmUid).toBe(64055);
    expect(refusal({ BATON_VM_UID: 'qemu' }).message).toContain("write a user's number");
  });

  it('refuses a state folder that is too deep for the sockets of its machines', () => {
    expect(read({ BATON_STATE_DIR: `/${'d'.repeat(68)}` }).stateDir).toHaveLength(69);
    expect(() => read({ BATON_STATE_DIR: `/${'d'.repeat(69)}` })).toThrow(
      /longer than 69 bytes.*shorter BATON_STATE_DIR/,
    );
  });

  it('keeps sockets, database and disks under the state folder unless told otherwise', () => {
    expect(read({ BATON_STATE_DIR: '/b' })).toMatchObject({
      socketPath: '/b/run/agent.sock',
      databaseFile: '/b/baton.db',
      storageFolders: ['/b/storage'],
      host: 'auto',
      scenario: 'optimus',
    });
    expect([read({}), read({ BATON_LOG_MAX_MIB: '16' })].map((config) => config.logMaxBytes)).toEqual([
      2 ** 26,
      2 ** 24,
    ]);
    expect(read({ BATON_STORAGE: '/a:/b:/a' }).storageFolders).toEqual(['/a', '/b']);
    expect([read({}).qemuBinary, read({ BATON_QEMU: '/opt/qemu/qemu' }).qemuBinary]).toEqual([null, '/opt/qemu/qemu']);
  });

  it.each([
    [{ BATON_HOST: 'mac' }, 'BATON_HOST'],
    [{ BATON_LOG_LEVEL: 'loud' }, 'BATON_LOG_LEVEL'],
    [{ BATON_LOG_MAX_MIB: '1' }, 'BATON_LOG_MAX_MIB'],
    [{ BATON_LOG_MAX_MIB: 'much' }, 'BATON_LOG_MAX_MIB'],
    [{ BATON_STORAGE: 'disks' }, 'BATON_STORAGE'],
    [{ BATON_STORAGE: ':' }, 'BATON_STORAGE'],
    [{ BATON_QEMU: 'qemu-system-x86_64' }, 'BATON_QEMU'],
    [{ BATON_STATE_DIR: `/${'x'.repeat(120)}` }, 'BATON_STATE_DIR'],
  ])('refuses %o with a sentence that names the variable', (env, name) => {
    const failure = refusal(env as Record<string, string>);
    expect(failure.exitCode).toBe(78);
    expect(failure.message).toContain(name);
    expect(failure.message.trim().split('\n')).toHaveLength(1);
  });
});
