import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FirmwareWanted, UefiFirmware } from '../../ports/qemu-installation';

/** Where firmware descriptors lie, the administrator's first (QEMU docs/interop/firmware.json). */
const DESCRIPTOR_FOLDERS = ['/etc/qemu/firmware', '/usr/share/qemu/firmware'];

type Pair = Omit<UefiFirmware, 'flash'>;

const OVMF = '/usr/share/OVMF';
const EDK2 = '/usr/share/edk2';
/** For distributions without descriptors, and for sizes that their descriptors leave out. */
const KNOWN_PAIRS: readonly Pair[] = [
  pair(`${OVMF}/OVMF_CODE_4M.fd`, `${OVMF}/OVMF_VARS_4M.fd`),
  pair(`${OVMF}/OVMF_CODE.fd`, `${OVMF}/OVMF_VARS.fd`),
  pair(`${EDK2}/ovmf/OVMF_CODE.fd`, `${EDK2}/ovmf/OVMF_VARS.fd`),
  pair(`${EDK2}/x64/OVMF_CODE.4m.fd`, `${EDK2}/x64/OVMF_VARS.4m.fd`),
  pair(`${OVMF}/OVMF_CODE_4M.ms.fd`, `${OVMF}/OVMF_VARS_4M.ms.fd`, true),
  pair(`${OVMF}/OVMF_CODE.ms.fd`, `${OVMF}/OVMF_VARS.ms.fd`, true),
  pair(`${EDK2}/ovmf/OVMF_CODE.secboot.fd`, `${EDK2}/ovmf/OVMF_VARS.secboot.fd`, true),
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

/** Of the pairs, the first one that is what was asked for; null when there is none. */
export function chooseFirmware(found: readonly UefiFirmware[], { secureBoot, flash }: FirmwareWanted) {
  const sizes = flash === 'auto' ? (['4M', '2M'] as const) : [flash];
  for (const size of sizes) {
    const match = found.find((each) => each.secureBoot === secureBoot && each.flash === size);
    if (match) return match;
  }
  return null;
}

/** Every pair for an x86 q35 machine that is there, described ones first. */
export async function findUefiFirmwares(
  folders: readonly string[] = DESCRIPTOR_FOLDERS,
  known: readonly Pair[] = KNOWN_PAIRS,
): Promise<readonly UefiFirmware[]> {
  const candidates = [...(await fromDescriptors(folders)), ...known];
  const sized = await Promise.all(candidates.map(withSize));
  return sized.filter((each) => each !== null).filter(isFirstOfItsKind);
}

function isFirstOfItsKind(one: UefiFirmware, index: number, all: readonly UefiFirmware[]): boolean {
  return all.findIndex(({ code, varsTemplate }) => code === one.code && varsTemplate === one.varsTemplate) === index;
}

/** Descriptors sort by their file name's number: lower ones are preferred. An earlier folder's hides a later one's of its name. */
async function fromDescriptors(folders: readonly string[]): Promise<readonly Pair[]> {
  const listed = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  const files = new Map<string, string>();
  for (const [index, folder] of folders.entries()) {
    for (const name of listed[index] ?? []) {
      if (name.endsWith('.json') && !files.has(name)) files.set(name, join(folder, name));
    }
  }
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  const pairs = await Promise.all(sorted.map(fromDescriptor));
  return pairs.filter((each) => each !== null);
}

async function fromDescriptor(file: string): Promise<Pair | null> {
  const parsed = descriptorSchema.safeParse(parse(await readFile(file, 'utf8').catch(() => '')));
  if (!parsed.success) return null;
  const { mapping, targets, features } = parsed.data;
  const forQ35 = targets.some((t) => t.architecture === 'x86_64' && t.machines.some((m) => m.startsWith('pc-q35')));
  if (!forQ35 || !parsed.data['interface-types'].includes('uefi')) return null;
  const kind = secureBootOf(features);
  return kind === null ? null : pair(mapping.executable.filename, mapping['nvram-template'].filename, kind);
}

/** null = neither: it can enforce keys, but has none, so that its guest would find itself in setup mode. */
function secureBootOf(features: readonly string[]): boolean | null {
  const enforces = features.includes('enrolled-keys') && features.includes('requires-smm');
  if (enforces) return true;
  const plain = !features.some((feature) => ['requires-smm', 'enrolled-keys', 'secure-boot'].includes(feature));
  return plain ? false : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const MIB = 1024 * 1024;

/**
 * The flash's size, told by both files: a store of the other size starts, and the screen stays dark for ever, without a word from QEMU.
 * @returns null when one is missing or they do not fit together
 */
async function withSize(files: Pair): Promise<UefiFirmware | null> {
  const found = await Promise.allSettled([stat(files.code), stat(files.varsTemplate)]);
  const [code, vars] = found.map((each) => (each.status === 'fulfilled' ? each.value.size : null));
  if (code == null || vars == null) return null;
  const flash = code > 2 * MIB ? '4M' : '2M';
  return (vars > MIB / 4 ? '4M' : '2M') === flash ? { ...files, flash } : null;
}

function pair(code: string, varsTemplate: string, secureBoot = false): Pair {
  return { code, varsTemplate, secureBoot };
}
