import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { capabilitiesSchema, type QemuCapabilities } from '@baton/model/qemu/capabilities';
import { z } from 'zod';
import type { Accelerator, FirmwareWanted, FoundQemu, QemuInstallation } from '../../ports/qemu-installation';
import { kvmBoots } from './kvm-self-test';
import { probeQemu } from './qemu-probe';
import { probeCapabilities } from './qemu-probe-capabilities';
import { chooseFirmware, findUefiFirmwares } from './uefi-firmware';

const CANDIDATES = [
  '/usr/local/bin/qemu-system-x86_64',
  '/usr/bin/qemu-system-x86_64',
  '/usr/libexec/qemu-kvm',
  '/run/current-system/sw/bin/qemu-system-x86_64',
];

const memorySchema = z.object({
  /** Path, modification time and size of the binary that all this is about. */
  binary: z.string(),
  version: z.string(),
  machineType: z.string(),
  sandbox: z.boolean(),
  kvm: z.object({ kernel: z.string(), works: z.boolean() }).optional(),
  /** Asked when first needed: nobody needs it for a look at the host. */
  can: capabilitiesSchema.optional(),
});
type Memory = z.infer<typeof memorySchema>;

export interface QemuInstallationOptions {
  readonly stateDir: string;
  /** A tiny bootable disk that writes to the serial port, for the accelerator's self-test. */
  readonly testImage: () => Uint8Array;
  /** Whole paths, tried in order. */
  readonly candidates?: readonly string[];
}

/** Asks QEMU and the kernel once per binary and kernel release; `stateDir/qemu.json` remembers. */
export class LinuxQemuInstallation implements QemuInstallation {
  readonly firmwares = () => findUefiFirmwares();
  #testing: Promise<Accelerator> | null = null;
  #probing: Promise<QemuCapabilities> | null = null;
  /** As in the file. */
  #memory: Memory | null = null;

  constructor(private readonly options: QemuInstallationOptions) {}

  async find(): Promise<FoundQemu | null> {
    const found = await this.#known();
    if (!found) return null;
    const { version, machineType, sandbox } = found.memory;
    return { path: found.path, version, machineType, sandbox };
  }

  async capabilities(): Promise<QemuCapabilities | null> {
    const found = await this.#known();
    if (!found) return null;
    if (found.memory.can) return found.memory.can;
    this.#probing ??= this.#probe(found).finally(() => {
      this.#probing = null;
    });
    return this.#probing;
  }

  async firmware(wanted: FirmwareWanted) {
    return chooseFirmware(await this.firmwares(), wanted);
  }

  async knownAccelerator(): Promise<Accelerator> {
    if (!(await opens('/dev/kvm'))) return { kind: 'tcg', because: 'no-device' };
    const tested = (await this.#known())?.memory.kvm;
    if (tested?.kernel !== release()) return { kind: 'tcg', because: 'not-tested-yet' };
    return tested.works ? { kind: 'kvm', because: 'works' } : { kind: 'tcg', because: 'self-test-failed' };
  }

  async accelerator(): Promise<Accelerator> {
    const known = await this.knownAccelerator();
    if (known.because !== 'not-tested-yet') return known;
    this.#testing ??= this.#test().finally(() => {
      this.#testing = null;
    });
    return this.#testing;
  }

  async #test(): Promise<Accelerator> {
    const found = await this.#known();
    if (!found) return { kind: 'tcg', because: 'not-tested-yet' };
    const works = await kvmBoots(found.path, this.options.testImage());
    await this.#learn(found.memory, { kvm: { kernel: release(), works } });
    return this.knownAccelerator();
  }

  async #probe({ path, memory }: { path: string; memory: Memory }): Promise<QemuCapabilities> {
    const can = await probeCapabilities({ path, ...memory });
    await this.#learn(memory, { can });
    return can;
  }

  /** Adds to what is known of the same binary by now: the self-test and the probe may run at once. */
  async #learn(about: Memory, more: Partial<Memory>): Promise<void> {
    const now = this.#memory?.binary === about.binary ? this.#memory : about;
    await this.#remember({ ...now, ...more });
  }

  async #known(): Promise<{ path: string; memory: Memory } | null> {
    for (const path of this.options.candidates ?? CANDIDATES) {
      const binary = await fingerprint(path);
      if (binary === null) continue;
      this.#memory ??= await this.#recall();
      const remembered = this.#memory;
      if (remembered?.binary === binary) return { path, memory: remembered };
      const memory = { binary, ...(await probeQemu(path)) };
      await this.#remember(memory);
      return { path, memory };
    }
    return null;
  }

  async #recall(): Promise<Memory | null> {
    const text = await readFile(this.#file, 'utf8').catch(() => 'null');
    try {
      return memorySchema.nullable().parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  async #remember(memory: Memory): Promise<void> {
    this.#memory = memory;
    await mkdir(this.options.stateDir, { recursive: true });
    // Two who look at once must not take each other's half-written file.
    const temporary = `${this.#file}.${randomUUID()}`;
    await writeFile(temporary, JSON.stringify(memory));
    await rename(temporary, this.#file);
  }

  get #file(): string {
    return join(this.options.stateDir, 'qemu.json');
  }
}

async function fingerprint(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const { mtimeMs, size } = await stat(path);
    return `${path} ${mtimeMs} ${size}`;
  } catch {
    return null;
  }
}

async function opens(device: string): Promise<boolean> {
  return access(device, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}
