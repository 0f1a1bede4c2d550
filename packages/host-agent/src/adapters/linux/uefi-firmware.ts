import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { UefiFirmware } from '../../ports/qemu-installation';

/** Where firmware descriptors lie, the administrator's first (QEMU docs/interop/firmware.json). */
const DESCRIPTOR_FOLDERS = ['/etc/qemu/firmware', '/usr/share/qemu/firmware'];

/** For distributions without descriptors: code and variable store of the same size class. */
const KNOWN_PAIRS: readonly UefiFirmware[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', varsTemplate: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', varsTemplate: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', varsTemplate: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/x64/OVMF_CODE.4m.fd', varsTemplate: '/usr/share/edk2/x64/OVMF_VARS.4m.fd' },
];

const flashFile = z.object({ filename: z.string(), format: z.literal('raw') });
const descriptorSchema = z.object({
  'interface-types': z.array(z.string()),
  mapping: z.object({
    device: z.literal('flash'),
    mode: z.literal('split').optional(),
    executable: flashFile,
    'nvram-template': flashFile,
  }),
  targets: z.array(z.object({ architecture: z.string(), machines: z.array(z.string()) })),
  features: z.array(z.string()),
});

/** The first pair for an x86 q35 machine that needs no SMM and enforces no keys; null when there is none. */
export async function findUefiFirmware(folders: readonly string[] = DESCRIPTOR_FOLDERS): Promise<UefiFirmware | null> {
  const described = await Promise.all(folders.map(fromDescriptors));
  for (const pair of [...described.flat(), ...KNOWN_PAIRS]) if (await bothExist(pair)) return pair;
  return null;
}

/** Descriptors sort by their file name's number: lower ones are preferred. */
async function fromDescriptors(folder: string): Promise<UefiFirmware[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const pairs = await Promise.all(names.map((name) => fromDescriptor(join(folder, name))));
  return pairs.filter((pair) => pair !== null);
}

async function fromDescriptor(file: string): Promise<UefiFirmware | null> {
  const parsed = descriptorSchema.safeParse(parse(await readFile(file, 'utf8').catch(() => '')));
  if (!parsed.success) return null;
  const { mapping, targets, features } = parsed.data;
  const forQ35 = targets.some((t) => t.architecture === 'x86_64' && t.machines.some((m) => m.startsWith('pc-q35')));
  const plain = parsed.data['interface-types'].includes('uefi') && !features.some(needsMore);
  if (!forQ35 || !plain) return null;
  return { code: mapping.executable.filename, varsTemplate: mapping['nvram-template'].filename };
}

function needsMore(feature: string): boolean {
  return feature === 'requires-smm' || feature === 'enrolled-keys' || feature === 'secure-boot';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function bothExist({ code, varsTemplate }: UefiFirmware): Promise<boolean> {
  const found = await Promise.allSettled([access(code), access(varsTemplate)]);
  return found.every((result) => result.status === 'fulfilled');
}
