import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesOf, read } from './testing/read';

const script = readFileSync(new URL('./testing/guide.sh', import.meta.url), 'utf8');

describe("the laptop guide's own script", () => {
  const { draft, parts, findings, format } = read(script, '/srv/vm');
  const finding = (code: string) => findings.find((note) => note.code === code);

  it('becomes the machine that it describes', () => {
    expect(format).toBe('script');
    expect(draft).toMatchObject({
      name: 'Windows10-QEMU',
      guest: 'windows',
      machine: {
        type: null,
        firmware: { kind: 'uefi', secureBoot: false },
        clock: 'localtime',
        sleep: false,
        bootMenu: true,
      },
      cpu: {
        model: 'host',
        sockets: 1,
        cores: 3,
        threads: 2,
        hideHypervisor: true,
        vendorId: '12alphanum',
        hyperv: { preset: 'custom', flags: ['hv-relaxed', 'hv-vapic', 'hv-spinlocks', 'hv-time'] },
        pinning: { vcpus: [[1], [5], [2], [6], [3], [7]] },
      },
      memory: { sizeMiB: 8192, hugepages: '2M' },
      gpu: {
        wanted: true,
        romFile: '/srv/vm/MyGPU.rom',
        subsystem: { from: 'given', vendorId: '1028', deviceId: '07b1' },
      },
      disks: [{ source: { kind: 'file', path: '/srv/vm/WindowsVM.img', format: 'raw' }, bus: 'virtio', cache: 'none' }],
      cdroms: [{ iso: '/srv/vm/windows10.iso' }, { iso: '/srv/vm/virtio-win-0.1.141.iso' }],
      boot: ['disk0', 'cd0', 'cd1'],
      nics: [{ connection: { kind: 'nat' }, model: 'virtio' }],
      display: { stage: 'gpu', keepVirtual: true, card: 'qxl', spice: true, keyboard: 'en-us' },
      audio: { backend: 'pa' },
      input: { pointer: 'tablet' },
      extraArguments: [],
    });
    expect(draft.nics[0]?.mac).toBeUndefined();
  });

  it('tells what never reached QEMU because a backslash is missing, and imports it', () => {
    expect(finding('missing-backslash')).toMatchObject({
      line: 47,
      facts: { unreached: ['-device pci-bridge,addr=12.0,chassis_nr=2,id=head.2 -device usb-tablet'] },
    });
    expect(parts.find(({ text }) => text === '-device usb-tablet')?.became).toEqual({
      kind: 'field',
      fields: ['input.pointer'],
    });
  });

  it('tells every other defect at its line and its field', () => {
    expect(findings.map(({ code, line, field }) => `${line} ${code} ${field ?? ''}`.trim())).toEqual([
      '4 audio-variable audio.backend',
      '14 moving-machine-type machine.type',
      '20 unknown-option cpu.pinning',
      '24 no-hugetlbfs-proof memory.hugepages',
      '26 removed-option',
      '35 value-changed display.spice',
      '38 value-changed gpu',
      '38 relative-path gpu.romFile',
      '38 gpu-only-function-0 gpu',
      '43 relative-path disks.0.source.path',
      '44 relative-path cdroms.0.iso',
      '45 relative-path cdroms.1.iso',
      '47 missing-backslash',
      '47 placeholder nics.0.mac',
    ]);
  });

  it('loses nothing that it cannot account for', () => {
    const lost = parts.flatMap(({ became }) => (became.kind === 'lost' ? [became.note.code] : []));
    expect([...new Set(lost)]).toEqual(['lost-not-needed']);
  });

  it('is found inside the whole guide, whose text names another SPICE port and never writes remove_id', () => {
    const guide = [
      "# It's a guide, and isn't a script",
      '```shell',
      'git clone https://example.org/qemu.git qemu',
      '```',
      '- Start it:',
      '  - ```shell',
      ...script.split('\n').map((line) => `    ${line}`),
      '    ```',
      'Bind it: `echo "10de 1bb6" > "/sys/bus/pci/drivers/vfio-pci/new_id"`',
      'Then `remote-viewer spice://127.0.0.1:5930`.',
    ].join('\n');
    const inside = read(guide, '/srv/vm');
    expect(inside.draft).toEqual(draft);
    expect(inside.findings.find(({ code }) => code === 'missing-backslash')?.line).toBe(47 + 6);
    expect(codesOf(inside.findings).slice(-2)).toEqual(['spice-port-differs', 'never-removes-id']);
    expect(inside.findings.find(({ code }) => code === 'spice-port-differs')).toMatchObject({
      line: 35 + 6,
      facts: { script: '5901', text: '5930' },
    });
  });
});
