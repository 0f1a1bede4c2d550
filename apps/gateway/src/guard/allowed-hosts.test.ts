import { describe, expect, it } from 'vitest';
import { AllowedHosts, hostOf } from './allowed-hosts';

describe('AllowedHosts', () => {
  const hosts = new AllowedHosts(() => ['localhost', 'laptop.local', '192.168.1.5', 'fd00::2']);

  it.each(['localhost', 'LAPTOP.local:8443', 'laptop.local.', '192.168.1.5:443', '[fd00::2]:8443', '[FD00:0:0::2]'])(
    'answers to %s',
    (header) => expect(hosts.allows(header)).toBe(true),
  );

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '192.168.1.6',
    'laptop.local/..',
    'x@localhost',
    'localhost:99999',
    'local host',
    'localhost#',
    '[::1',
  ])('does not answer to %s', (header) => expect(hosts.allows(header)).toBe(false));

  it('notices a new address when somebody asks for it', () => {
    const now = ['localhost'];
    const roaming = new AllowedHosts(() => now);
    expect(roaming.allows('10.0.0.7')).toBe(false);
    now.push('10.0.0.7');
    expect(roaming.allows('10.0.0.7')).toBe(true);
  });

  it('does not look again for a name that it knows', () => {
    let reads = 0;
    const counted = new AllowedHosts(() => {
      reads += 1;
      return ['localhost'];
    });
    counted.allows('localhost');
    counted.allows('localhost:8443');
    expect(reads).toBe(1);
  });
});

describe('hostOf', () => {
  it('gives the bare address of a bracketed one', () => {
    expect(hostOf('[fe80::1]:8443')).toBe('fe80::1');
  });
});
