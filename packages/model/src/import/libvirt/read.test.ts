import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../problem';
import { readLibvirt } from './read';
import { LINUX_SPICE, OLD_STYLE, WINDOWS_11 } from './testing/domains';
import { readXml, type XmlElement } from './xml';

const lost = (xml: string) =>
  readLibvirt(xml).parts.flatMap(({ line, became }) =>
    became.kind === 'lost' ? [[line, became.note.code, became.note.facts]] : [],
  );

function refusal(xml: string): string | undefined {
  try {
    readLibvirt(xml);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'import.refused') return error.problem.facts.because;
    throw error;
  }
  return undefined;
}

describe('a Windows 11 of virt-manager with a lent GPU', () => {
  const { draft, parts, findings } = readLibvirt(WINDOWS_11);

  it('becomes a profile', () => {
    expect(draft).toMatchObject({
      name: 'win11',
      notes: 'Games',
      guest: 'windows',
      machine: {
        type: 'pc-q35-7.2',
        firmware: { kind: 'uefi', secureBoot: true },
        tpm: true,
        clock: 'localtime',
        bootMenu: true,
        onPanic: 'shutdown',
        watchdog: null,
      },
      cpu: {
        model: 'host',
        cores: 4,
        threads: 2,
        features: ['+topoext'],
        hideHypervisor: true,
        vendorId: 'GenuineIntel',
        hyperv: { preset: 'linux' },
        pinning: { vcpus: [[2], [10], [], [], [], [], [], []], emulator: [0, 8], iothreads: [0, 8] },
      },
      memory: { sizeMiB: 16384, hugepages: '2M' },
      gpu: {
        wanted: true,
        subsystem: { from: 'given', vendorId: '1028', deviceId: '07b1' },
        romFile: '/usr/share/vgabios/patched.rom',
      },
      pci: [{ address: '0000:00:14.0' }],
      usb: [{ select: { by: 'id', vendorId: '046d', productId: 'c52b' }, required: false }],
      input: { pointer: 'tablet', evdev: [{ path: '/dev/input/by-id/usb-Logitech_G305-event-mouse', grabAll: true }] },
      disks: [
        { source: { kind: 'file', format: 'qcow2' }, bus: 'virtio', cache: 'none', discard: true, iothread: true },
        { source: { kind: 'block' }, bus: 'sata', cache: 'none' },
      ],
      cdroms: [{ iso: '/var/lib/libvirt/images/virtio-win.iso' }],
      nics: [{ connection: { kind: 'nat' }, model: 'e1000e', mac: '52:54:00:6b:3c:58' }],
      boot: ['disk0', 'cd0'],
      display: { stage: 'gpu', spice: true },
      audio: { backend: 'spice' },
      lookingGlass: { width: 1920, height: 1080, memory: 'shm' },
    });
  });

  it('keeps what has no field as extra arguments', () => {
    expect(draft.extraArguments).toEqual(['-acpitable', 'file=/var/lib/libvirt/ssdt1.aml']);
  });

  it('tells which device was taken for the GPU, and that SPICE was open to the network', () => {
    expect(findings.map(({ code, facts }) => [code, facts])).toEqual([
      ['open-port', { what: 'SPICE', address: '0.0.0.0' }],
      ['value-changed', { field: 'gpu.wanted', from: '0000:01:00.0', to: 'GPU' }],
    ]);
  });

  it('does not say the password of the screen again', () => {
    expect(JSON.stringify(parts)).not.toContain('hunter2');
  });
});

describe('a Linux of virt-install', () => {
  it('tells what has no place, with its line', () => {
    const codes = lost(LINUX_SPICE).map(([line, code]) => [line, code]);
    expect(codes).toEqual(
      expect.arrayContaining([
        [20, 'lost-unsupported'],
        [22, 'lost-unsupported'],
        [35, 'lost-unsupported'],
        [40, 'lost-unsupported'],
        [41, 'lost-unsupported'],
      ]),
    );
  });

  it('becomes a profile, with what changed told', () => {
    const { draft, findings } = readLibvirt(LINUX_SPICE);
    expect(draft).toMatchObject({
      name: 'debian 12 -test-',
      machine: { type: null, onPanic: 'pause' },
      cpu: { model: 'host', cores: 4 },
      memory: { sizeMiB: 4096 },
      disks: [{ source: { path: '/home/me/debian, 12.qcow2' } }],
      boot: ['cd0', 'disk0'],
      nics: [{ connection: { kind: 'bridge', bridge: 'br0' } }],
      display: { stage: 'install', card: 'qxl', spice: true },
      audio: { backend: 'spice' },
    });
    expect(findings.map(({ code }) => code)).toEqual([
      'value-changed',
      'value-changed',
      'moving-machine-type',
      'value-changed',
      'value-changed',
    ]);
  });
});

describe('a domain of libvirt 0.9', () => {
  it('becomes a profile for today’s chipset', () => {
    const { draft, findings } = readLibvirt(OLD_STYLE);
    expect(draft).toMatchObject({
      memory: { sizeMiB: 512 },
      machine: { type: null, clock: 'localtime' },
      disks: [{ source: { path: '/images/old.img', format: 'raw' }, bus: 'sata', cache: 'writeback' }],
      nics: [{ connection: { kind: 'user' }, model: 'e1000e', mac: undefined }],
      display: { card: 'std', keyboard: 'de', stage: 'install' },
      gpu: { wanted: true, subsystem: { from: 'card' } },
      boot: ['disk0'],
    });
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['format-guessed', 'open-port', 'gpu-only-function-0', 'value-changed']),
    );
  });

  it('does not take a disk by a name that changes', () => {
    expect(lost(OLD_STYLE)).toContainEqual([expect.any(Number), 'lost-unsafe', { text: '/dev/sdb', because: 'path' }]);
  });
});

describe('nothing is dropped silently', () => {
  /** Elements that only hold others, or that say nothing beside the device around them. */
  const HOLDERS = [
    'domain',
    'devices',
    'os',
    'features',
    'cputune',
    'memoryBacking',
    'pm',
    'kvm',
    'hyperv',
    'cpu',
    'metadata',
    'qemu:commandline',
  ];

  it.each([
    ['Windows 11', WINDOWS_11],
    ['Linux', LINUX_SPICE],
    ['old', OLD_STYLE],
  ])('every element of the %s domain is part of something that is told', (_name, xml) => {
    const { parts } = readLibvirt(xml);
    const told = parts.map(({ text }) => text.replace(/\s+/g, ' '));
    const missing: string[] = [];
    const look = (element: XmlElement) => {
      const source = element.source.replace(/\s+/g, ' ').replace(/passwd=("[^"]*"|'[^']*')/, "passwd='…'");
      if (told.some((text) => text.includes(source.slice(0, 400)))) return;
      if (!HOLDERS.includes(element.name) && element.children.length === 0) missing.push(source);
      for (const child of element.children) look(child);
    };
    look(readXml(xml));
    expect(missing).toEqual([]);
  });
});

describe('what is no domain of a PC', () => {
  it.each([
    ['', 'empty'],
    ['<domain type="kvm"', 'not-xml'],
    ['<domain type="kvm"><name>a</name>', 'not-xml'],
    ['<network><name>default</name></network>', 'no-qemu'],
    ['<domain type="xen"><name>a</name></domain>', 'wrong-architecture'],
    ['<domain type="lxc"><name>a</name></domain>', 'wrong-architecture'],
    ['<domain type="kvm"><os><type arch="aarch64" machine="virt">hvm</type></os></domain>', 'wrong-architecture'],
    ['<domain type="kvm"><os><type arch="x86_64" machine="microvm">hvm</type></os></domain>', 'wrong-architecture'],
    [
      `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "${'&lol;'.repeat(10)}">]><domain><name>&lol2;</name></domain>`,
      'xml-entities',
    ],
    ['<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/shadow">]><domain><name>&x;</name></domain>', 'xml-entities'],
    [`<domain type="kvm"><description>${'x'.repeat(10 * 1024 * 1024)}</description></domain>`, 'too-large'],
  ])('%.60s is refused as %s', (xml, because) => {
    expect(refusal(xml)).toBe(because);
  });

  it.each([
    '<domain type="kvm"/>',
    '<domain type="kvm"><name>../../etc</name><memory>x</memory><vcpu>-1</vcpu><devices><disk/><interface/><hostdev/></devices></domain>',
    '<domain type="kvm"><__proto__/><constructor/><devices><toString/></devices></domain>',
    `<domain type="kvm"><devices>${'<disk type="file"><source file="/a"/></disk>'.repeat(500)}</devices></domain>`,
    `<domain type="kvm"><devices>${'<hostdev type="pci"><source><address bus="1" slot="0"/></source></hostdev>'.repeat(50)}</devices></domain>`,
    `<domain type="kvm"><cputune>${'<vcpupin vcpu="254" cpuset="0-4095"/>'.repeat(200)}</cputune></domain>`,
  ])('%.70s is read or refused in words, and nothing else happens', (xml) => {
    expect([undefined, 'not-readable']).toContain(refusal(xml));
  });
});
