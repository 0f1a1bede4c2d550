import { readFile } from 'node:fs/promises';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { execa } from 'execa';
import { z } from 'zod';
import type { FoundQemu } from '../../ports/qemu-installation';
import { schemaNames } from './qemu-probe-schema';

const TIMEOUT_MS = 5_000;

/** Drivers whose properties differ between versions. */
const DRIVERS = ['vfio-pci', 'usb-host', 'hda-output', 'hda-duplex', 'virtio-blk-pci', 'virtio-net-pci', 'nvme'];
const ENGINES = ['native', 'io_uring'] as const;

const named = z.array(z.looseObject({ name: z.string() })).catch([]);
const machinesSchema = z.array(z.looseObject({ name: z.string(), deprecated: z.boolean().optional() })).catch([]);
const optionsSchema = z.array(z.looseObject({ option: z.string() })).catch([]);

/**
 * Asks a QEMU binary what it can do: three processes at once, some 0.1 s. What it does not answer it cannot do: an answer of nonsense
 * leaves empty lists.
 */
export async function probeCapabilities({ path, version, sandbox }: FoundQemu): Promise<QemuCapabilities> {
  const [replies, netdevs, audiodevs, ioUringAllowed] = await Promise.all([
    conversation(path),
    list(path, ['-netdev', 'help']),
    list(path, ['-audiodev', 'help']),
    isIoUringAllowed(),
  ]);
  const machines = newestFirst(machinesSchema.parse(replies.get('query-machines')));
  const namesOf = (id: string) => named.parse(replies.get(id)).map(({ name }) => name);
  return {
    version,
    machineTypes: machines.map(({ name }) => name),
    deprecatedMachineTypes: machines.filter(({ deprecated }) => deprecated).map(({ name }) => name),
    cpuModels: namesOf('query-cpu-definitions').sort(),
    devices: namesOf('devices')
      .filter((name) => !name.endsWith('-cpu'))
      .sort(),
    deviceProperties: Object.fromEntries(DRIVERS.map((driver) => [driver, namesOf(`device ${driver}`).sort()])),
    netdevs,
    audiodevs,
    objects: schemaNames(replies.get('query-qmp-schema'), 'object-add'),
    chardevs: namesOf('query-chardev-backends').sort(),
    options: optionsSchema
      .parse(replies.get('query-command-line-options'))
      .map(({ option }) => option)
      .filter((option) => option !== '')
      .sort(),
    commands: namesOf('query-commands').sort(),
    cpuFlags: namesOf('cpu-flags').sort(),
    sandbox,
    aio: ['threads', ...ENGINES.filter((name) => replies.has(name) && (name !== 'io_uring' || ioUringAllowed))],
  };
}

/** One run without a board. Listing the types loads every module, and what modules bring is listed only after it. */
function questions(path: string): readonly { execute: string; id: string; arguments?: unknown }[] {
  const ask = (execute: string, id: string = execute, args?: unknown) => ({
    execute,
    id,
    ...(args === undefined ? {} : { arguments: args }),
  });
  return [
    ask('qmp_capabilities'),
    ask('qom-list-types', 'devices', { implements: 'device', abstract: false }),
    ask('query-machines'),
    ask('query-cpu-definitions'),
    ask('device-list-properties', 'cpu-flags', { typename: 'max-x86_64-cpu' }),
    ...DRIVERS.map((driver) => ask('device-list-properties', `device ${driver}`, { typename: driver })),
    ask('query-chardev-backends'),
    ask('query-command-line-options'),
    ask('query-commands'),
    ask('query-qmp-schema'),
    // An engine that was built in may still be refused by the kernel: it is tried on a file that is surely there.
    ...ENGINES.map((aio) =>
      ask('blockdev-add', aio, {
        driver: 'file',
        'node-name': `try-${aio.replace('_', '-')}`,
        filename: path,
        'read-only': true,
        aio,
        cache: { direct: true },
      }),
    ),
    ask('quit'),
  ];
}

const replySchema = z.object({ id: z.string(), return: z.unknown() });

/** What was answered, by question; a refused one is not in it. */
async function conversation(path: string): Promise<ReadonlyMap<string, unknown>> {
  const input = questions(path)
    .map((question) => `${JSON.stringify(question)}\n`)
    .join('');
  const argv = ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'none', '-qmp', 'stdio'];
  const answers = new Map<string, unknown>();
  for (const line of (await run(path, argv, input)).split('\n')) {
    const reply = replySchema.safeParse(parse(line));
    if (reply.success && 'return' in reply.data) answers.set(reply.data.id, reply.data.return);
  }
  return answers;
}

/** `-X help`: a headline that ends with a colon, then one name a line. */
async function list(path: string, argv: readonly string[]): Promise<string[]> {
  const lines = (await run(path, argv)).split('\n').map((line) => line.trim());
  return lines.filter((line) => /^[a-z0-9][a-z0-9-]*$/.test(line));
}

async function run(path: string, argv: readonly string[], input = ''): Promise<string> {
  return (await execa(path, argv, { reject: false, timeout: TIMEOUT_MS, input })).stdout;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** By the numbers in their names; a distribution's own names come after upstream's. */
function newestFirst<T extends { readonly name: string }>(machines: readonly T[]): readonly T[] {
  const rank = ({ name }: T): number[] => {
    const numbers = /^pc-q35-(?:rhel)?(\d+(?:\.\d+)*)$/.exec(name)?.[1]?.split('.').map(Number) ?? [];
    return [numbers[0] ?? -1, numbers[1] ?? 0, numbers[2] ?? 0];
  };
  const newer = (a: readonly number[], b: readonly number[]): number => {
    const differs = a.findIndex((number, index) => number !== b[index]);
    return differs < 0 ? 0 : (b[differs] ?? 0) - (a[differs] ?? 0);
  };
  return machines.filter(({ name }) => name.startsWith('pc-q35-')).sort((a, b) => newer(rank(a), rank(b)));
}

/** The agent may use it where QEMU's own user may not (kernel.io_uring_disabled = 1). */
async function isIoUringAllowed(): Promise<boolean> {
  const disabled = await readFile('/proc/sys/kernel/io_uring_disabled', 'utf8').catch(() => '0');
  return disabled.trim() === '0';
}
