import { describe, expect, it } from 'vitest';
import { readConfig } from './config';

function failureOf(env: NodeJS.ProcessEnv) {
  try {
    readConfig(env);
  } catch (error) {
    return error as { exitCode: number; message: string };
  }
  throw new Error('The configuration was accepted');
}

describe('readConfig', () => {
  it('listens on every address at 8443 over TLS when nothing is set', () => {
    expect(readConfig({ HOME: '/home/ada' })).toMatchObject({
      port: 8443,
      bind: undefined,
      tls: true,
      hostnames: [],
      logLevel: 'info',
    });
  });

  it('keeps the state where XDG says, and the agent socket below it', () => {
    const config = readConfig({ XDG_STATE_HOME: '/var/lib/ada' }, 1000);
    expect(config.stateDir).toBe('/var/lib/ada/baton');
    expect(config.agentSocket).toBe('/var/lib/ada/baton/run/agent.sock');
  });

  it('keeps the state of root where the agent keeps it', () => {
    expect(readConfig({}, 0).stateDir).toBe('/var/lib/baton');
  });

  it('ignores a relative XDG path', () => {
    expect(readConfig({ XDG_STATE_HOME: 'state' }, 1000).stateDir).toMatch(/\/\.local\/state\/baton$/);
  });

  it('finds the export beside the gateway', () => {
    expect(readConfig({}).webRoot).toMatch(/\/apps\/web\/out$/);
  });

  it('stays on loopback without TLS', () => {
    expect(readConfig({ BATON_TLS: 'off' }).bind).toBe('127.0.0.1');
    expect(readConfig({ BATON_TLS: 'off', BATON_BIND: '::1' }).bind).toBe('::1');
    expect(readConfig({ BATON_TLS: 'off', BATON_BIND: '127.8.8.8' }).bind).toBe('127.8.8.8');
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', '::ffff:192.168.1.5'])('refuses to open %s without TLS', (address) => {
    const failure = failureOf({ BATON_TLS: 'off', BATON_BIND: address });
    expect(failure.exitCode).toBe(78);
    expect(failure.message).toContain(`BATON_BIND=${address}`);
  });

  it.each(['-1', '65536', '84x', '8443.5', '0x20', ' '])('refuses the port "%s"', (port) => {
    expect(failureOf({ BATON_PORT: port })).toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('BATON_PORT'),
    });
  });

  it.each([
    ['BATON_TLS', 'no'],
    ['BATON_BIND', 'laptop.local'],
    ['BATON_HOSTNAMES', 'ok.example,https://x'],
    ['BATON_HOSTNAMES', 'a b'],
    ['BATON_LOG_LEVEL', 'loud'],
    ['BATON_AGENT_SOCKET', `/${'x'.repeat(107)}`],
  ])('names the variable when %s is "%s"', (name, value) => {
    const failure = failureOf({ [name]: value });
    expect(failure.exitCode).toBe(78);
    expect(failure.message).toContain(name);
  });

  it('reads further host names in any case and with spaces', () => {
    expect(readConfig({ BATON_HOSTNAMES: ' Laptop.Example , 10.8.0.2,FD00:0:0::9,' }).hostnames).toEqual([
      'laptop.example',
      '10.8.0.2',
      'fd00::9',
    ]);
  });
});
