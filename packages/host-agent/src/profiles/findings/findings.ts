import type { FindingView } from '@baton/api/views';
import type { HostHardware } from '@baton/model/host/hardware';
import { machineNameKey } from '@baton/model/machine/name';
import { problem } from '@baton/model/problem';
import { profileFindings } from '@baton/model/profile/check';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { errorAt } from '@baton/model/profile/finding';
import { capabilityFindings } from '@baton/model/qemu/check';
import { extraArgumentFindings } from '@baton/model/qemu/extra-arguments';
import type { HostCapacity } from '../../ports/host-capacity';
import type { HostInventory } from '../../ports/host-inventory';
import type { ListeningPorts } from '../../ports/listening';
import type { QemuInstallation } from '../../ports/qemu-installation';
import type { StorageFiles } from '../../ports/storage-files';
import type { AllowedPaths } from '../../storage/allowed-paths';
import type { Disks } from '../../storage/disks';
import type { ProfileBook } from '../book';
import { deviceFindings } from './device-findings';
import { cpuFindings, firmwareFindings, memoryFindings } from './host-findings';
import { networkFindings } from './network-findings';
import { storageFindings } from './storage-findings';

export interface FindingDeps {
  readonly book: ProfileBook;
  readonly capacity: HostCapacity;
  readonly installation: Pick<QemuInstallation, 'capabilities' | 'firmware' | 'knownAccelerator'>;
  readonly inventory: HostInventory;
  readonly listening: ListeningPorts;
  readonly allowed: AllowedPaths;
  readonly disks: Disks;
  readonly storageFiles: Pick<StorageFiles, 'read'>;
  /** The agent may make network devices and mount. */
  readonly root: boolean;
  readonly hasGpu: () => boolean;
  /** Up now: its own memory and ports are taken already. */
  readonly isUp: (id: string) => boolean;
}

/** A draft that is looked at. */
export interface Look extends FindingDeps {
  readonly draft: ProfileDraft;
  /** null = it is new. */
  readonly id: string | null;
  /** What the host has; asked once for one look, and not at all for a draft that names nothing of it. */
  readonly hardware: () => Promise<HostHardware>;
}

/** Everything that would go wrong with a draft on this host. Errors cannot be saved; warnings are about today. */
export async function findingsOf(deps: FindingDeps, draft: ProfileDraft, id: string | null): Promise<FindingView[]> {
  let asked: Promise<HostHardware> | null = null;
  const hardware = () => {
    asked ??= deps.inventory.hardware();
    return asked;
  };
  const look: Look = { ...deps, draft, id, hardware };
  const found = await Promise.all([
    nameFindings(look),
    profileFindings(draft),
    extraArgumentFindings(draft.extraArguments, deps.allowed.folders),
    memoryFindings(look),
    cpuFindings(look),
    qemuFindings(look),
    firmwareFindings(look),
    storageFindings(look),
    networkFindings(look),
    deviceFindings(look),
  ]);
  return found.flat();
}

async function nameFindings({ book, draft, id }: Look): Promise<FindingView[]> {
  const key = machineNameKey(draft.name);
  const taken = (await book.list()).some((other) => other.id !== id && machineNameKey(other.name) === key);
  return taken ? [errorAt(problem('profile.name-taken', { name: draft.name }, 'name'))] : [];
}

/** Without a QEMU there is nothing to compare with; that is told by the host check. */
async function qemuFindings({ installation, draft }: Look): Promise<readonly FindingView[]> {
  const [can, accelerator] = await Promise.all([installation.capabilities(), installation.knownAccelerator()]);
  return can ? capabilityFindings(draft, can, accelerator.kind) : [];
}
