import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const FUNCTIONS = 64;
const PORT = '0000:00:01.0';
const GPU = '0000:01:00.0';

/** A folder that looks like the sysfs of a host with 64 PCI functions, the GPU behind a port among them. */
export function sysfsOf64(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'baton-bench-sysfs-'));
  const others = Array.from({ length: FUNCTIONS - 2 }, (_, index) => {
    const slot = (index % 31).toString(16).padStart(2, '0');
    return `0000:0${2 + Math.floor(index / 31)}:${slot}.0`;
  });
  for (const address of [PORT, GPU, ...others]) addFunction(root, address);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function addFunction(root: string, address: string): void {
  const place = join(root, 'devices/pci0000:00', address === GPU ? join(PORT, address) : address);
  const gpu = address === GPU;
  const attributes: Readonly<Record<string, string>> = {
    vendor: gpu ? '0x10de' : '0x8086',
    device: gpu ? '0x1bb6' : '0xa150',
    class: gpu ? '0x030200' : address === PORT ? '0x060400' : '0x118000',
    subsystem_vendor: '0x1028',
    subsystem_device: '0x07b1',
    driver_override: '(null)',
    power_state: 'D0',
    d3cold_allowed: '1',
    reset_method: 'bus',
    boot_vga: '0',
    'power/runtime_status': 'active',
    'power/control': 'on',
  };
  mkdirSync(join(place, 'power'), { recursive: true });
  for (const [name, value] of Object.entries(attributes)) writeFileSync(join(place, name), `${value}\n`);
  link(join(place, 'iommu_group'), join(root, `kernel/iommu_groups/${gpu || address === PORT ? 1 : 2}`));
  link(join(place, 'driver'), join(root, `bus/pci/drivers/${gpu ? 'nvidia' : 'pcieport'}`));
  mkdirSync(join(root, 'bus/pci/devices'), { recursive: true });
  link(join(root, 'bus/pci/devices', address), place);
}

function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  symlinkSync(relative(join(from, '..'), to), from);
}
