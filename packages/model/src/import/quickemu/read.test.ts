import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { becameOf, codesOf, read } from '../testing/read';

const conf = readFileSync(new URL('../testing/desktop.conf', import.meta.url), 'utf8');

describe('a quickemu file', () => {
  it('becomes a machine, named after the folder of its disk', () => {
    const { draft, format } = read(conf, '/srv/vm');
    expect(format).toBe('quickemu');
    expect(draft).toMatchObject({
      name: 'windows-11',
      guest: 'windows',
      machine: { firmware: { kind: 'uefi', secureBoot: true }, tpm: true, clock: 'localtime' },
      cpu: { cores: 6, hyperv: { preset: 'windows' } },
      memory: { sizeMiB: 12 * 1024 },
      disks: [{ source: { kind: 'file', path: '/srv/vm/windows-11/disk.qcow2', format: 'qcow2' }, bus: 'virtio' }],
      cdroms: [{ iso: '/srv/vm/windows-11/windows-11.iso' }, { iso: '/srv/vm/windows-11/virtio-win.iso' }],
      usb: [{ select: { by: 'id', vendorId: '046d', productId: '082d' } }],
      nics: [{ connection: { kind: 'bridge', bridge: 'virbr0' }, mac: '52:54:00:12:34:56' }],
      display: { keyboard: 'de' },
    });
  });

  it('is never run: what is no setting is told', () => {
    const ends = read(conf).parts.map((part) => [part.text, becameOf(part)]);
    expect(ends).toContainEqual(['rm -rf ~', 'lost-shell']);
    expect(ends).toContainEqual(['preallocation="$(nproc)"', 'lost-shell']);
    expect(ends).toContainEqual(['extra_args="-device usb-audio"', 'lost-unsupported']);
  });

  it('opens its ports on every address, which is told', () => {
    const { draft, parts, findings } = read('guest_os="linux"\nram="2G"\nport_forwards=("8022:22" "x")\nboot="legacy"');
    expect(draft.nics).toMatchObject([
      { connection: { kind: 'user', forwards: [{ hostAddress: '0.0.0.0', hostPort: 8022, guestPort: 22 }] } },
    ]);
    expect(draft.machine.firmware).toEqual({ kind: 'bios' });
    expect(codesOf(findings)).toEqual(['open-port']);
    expect(parts.map(becameOf)).toContain('lost-unsupported');
  });
});
