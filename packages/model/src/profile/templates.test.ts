import { describe, expect, it } from 'vitest';
import { type TemplateFacts, templates } from './templates';

const facts = (change: Partial<TemplateFacts> = {}): TemplateFacts => ({
  cpus: 12,
  memoryMiB: 32_768,
  can: { audiodevs: ['none', 'spice'], devices: ['virtio-vga'] },
  firmware: [
    { flash: '4M', secureBoot: true },
    { flash: '4M', secureBoot: false },
  ],
  tpm: true,
  hasGpu: true,
  virtioWinIso: '/s/iso/virtio-win.iso',
  ...change,
});
const draft = (id: string, change: Partial<TemplateFacts> = {}) => {
  const found = templates(facts(change)).find((template) => template.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found.draft;
};

describe('templates', () => {
  it('give Windows 11 what its installer asks for', () => {
    expect(draft('windows-11')).toMatchObject({
      guest: 'windows',
      machine: { firmware: { kind: 'uefi', secureBoot: true }, tpm: true, clock: 'localtime' },
      cpu: { hyperv: { preset: 'windows' } },
      disks: [{ source: { kind: 'new' }, bus: 'sata' }],
      cdroms: [{ iso: null }, { iso: '/s/iso/virtio-win.iso' }],
      gpu: { wanted: true },
    });
  });

  it('promise nothing that the host does not have', () => {
    const bare = { firmware: [], tpm: false, hasGpu: false, virtioWinIso: null, can: { audiodevs: [], devices: [] } };
    for (const { draft: made } of templates(facts(bare))) {
      expect(made).toMatchObject({ machine: { firmware: { kind: 'bios' }, tpm: false }, gpu: { wanted: false } });
      expect(made).toMatchObject({ audio: { backend: 'none' }, display: { spice: false, card: 'std' } });
    }
    const plain = { firmware: [{ flash: '4M' as const, secureBoot: false }] };
    expect(draft('windows-11', plain).machine.firmware).toMatchObject({ kind: 'uefi', secureBoot: false });
  });

  it.each([256, 1024, 4096, 16_384, 262_144])('leave at least half of %i MiB to the host', (memoryMiB) => {
    for (const { draft: made } of templates(facts({ memoryMiB, cpus: 3 }))) {
      expect(made.memory.sizeMiB).toBeLessThanOrEqual(memoryMiB / 2);
      expect(made.cpu.cores).toBe(1);
    }
  });

  it('hide the machine from the drivers that refuse one', () => {
    expect(draft('windows-10-gaming').cpu).toMatchObject({ hideHypervisor: true, vendorId: '1234567890ab' });
  });
});
