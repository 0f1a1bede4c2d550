import { join } from 'node:path';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { NicConnection } from '@baton/model/profile/network';
import type { NicFacts } from '@baton/model/qemu/facts';
import type { MachinePaths } from '../ports/machine-files';
import type { Outfit } from '../ports/outfit';
import { NO_OUTFIT } from './dresser';

/** What the outfitter would make, for a command line that is only read. A start shows what it really was. */
export function likelyOutfit(definition: ProfileDefinition, machineId: string, paths: MachinePaths): Outfit {
  const { memory, machine, lookingGlass, nics, muxless } = definition;
  const tables = [muxless.romTable, muxless.battery].filter(Boolean);
  return {
    ...NO_OUTFIT,
    hugepagePath: memory.hugepages && '/dev/hugepages',
    tpmSocket: machine.tpm ? join(paths.runDir, 'tpm.sock') : null,
    lookingGlassPath: lookingGlass && lookingGlassPath(lookingGlass.memory, machineId),
    nics: Object.fromEntries(nics.map(({ connection }, at) => [at, nicFacts(connection, { machineId, at, paths })])),
    acpiTables: tables.map((_, at) => join(paths.runDir, `ssdt${at}.aml`)),
  };
}

function lookingGlassPath(memory: 'shm' | 'kvmfr', machineId: string): string {
  return memory === 'kvmfr' ? '/dev/kvmfr0' : `/dev/shm/baton-${machineId}-looking-glass`;
}

function nicFacts(
  { kind }: NicConnection,
  { machineId, at, paths }: { machineId: string; at: number; paths: MachinePaths },
): NicFacts {
  if (kind === 'user') return {};
  if (kind === 'passt') return { passt: join(paths.runDir, `ps${at}.sock`) };
  return { ifname: `bt${machineId.slice(0, 12)}${at}`, vhost: false };
}
