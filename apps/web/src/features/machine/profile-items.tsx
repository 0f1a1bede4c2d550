import type { ProfileDefinition, ProfileDraft } from '@baton/model/profile/definition';
import { vcpuCount } from '@baton/model/profile/vcpus';
import type { ReactNode } from 'react';
import { memoryWords } from '@/lib/machine-words';
import {
  AFTER_EXIT_WORDS,
  batteryWords,
  connectionWords,
  diskWords,
  fileName,
  firmwareWords,
  topologyWords,
} from './profile-words';

interface Item {
  readonly key: string;
  readonly value: ReactNode;
}

const GUESTS = { windows: 'Windows', linux: 'Linux', other: 'Another system' };
const BUSES = { virtio: 'virtio', scsi: 'SCSI', sata: 'SATA', nvme: 'NVMe' };
const STAGES = { install: 'A virtual screen', gpu: 'The GPU' };
const SOUND = { pipewire: 'PipeWire', pa: 'PulseAudio', alsa: 'ALSA', spice: 'SPICE' };

/** A profile as names and values. What is off, or as always, is left out. */
export function profileItems(profile: ProfileDefinition | ProfileDraft): readonly Item[] {
  const { guest, machine, cpu, memory, gpu, disks, cdroms, nics, display, audio } = profile;
  return [
    { key: 'Guest', value: GUESTS[guest] },
    {
      key: 'Memory',
      value: [memoryWords(memory.sizeMiB), memory.hugepages && `pages of ${memory.hugepages}`]
        .filter(Boolean)
        .join(', '),
    },
    { key: 'Processors', value: `${processorWords(cpu)}${cpu.pinning ? ', pinned' : ''}` },
    { key: 'Firmware', value: firmwareWords(machine.firmware) },
    ...(machine.tpm ? [{ key: 'TPM', value: '2.0, played by swtpm' }] : []),
    ...disks.map(({ source, bus }, index) => ({
      key: numbered('Disk', index, disks.length),
      value: (
        <>
          {diskWords(source)}, {BUSES[bus]}
        </>
      ),
    })),
    ...(disks.length === 0 ? [{ key: 'Disk', value: 'None' }] : []),
    ...cdroms.map(({ iso }, index) => ({
      key: numbered('ISO', index, cdroms.length),
      value: iso ? fileName(iso) : 'Empty',
    })),
    { key: 'GPU', value: gpu.wanted ? 'Wanted' : 'Not wanted' },
    ...(gpu.wanted
      ? [
          { key: 'GPU after it stops', value: AFTER_EXIT_WORDS[gpu.afterExit] },
          { key: 'On battery', value: batteryWords(gpu.battery) },
        ]
      : []),
    ...(gpu.romFile ? [{ key: 'ROM', value: fileName(gpu.romFile) }] : []),
    ...devices(profile),
    { key: 'First screen', value: STAGES[display.stage] },
    ...(audio.backend === 'none' ? [] : [{ key: 'Sound', value: SOUND[audio.backend] }]),
    ...nics.map(({ connection }, index) => ({
      key: numbered('Network', index, nics.length),
      value: connectionWords(connection),
    })),
    ...nics.flatMap(({ mac }, index) =>
      mac ? [{ key: numbered('Network address', index, nics.length), value: <span className="mono">{mac}</span> }] : [],
    ),
    ...extras(profile),
  ];
}

function devices({ usb, pci, lookingGlass }: ProfileDefinition | ProfileDraft): readonly Item[] {
  return [
    ...(usb.length > 0 ? [{ key: 'USB devices', value: usb.length }] : []),
    ...(pci.length > 0
      ? [{ key: 'PCI devices', value: <span className="mono">{pci.map(({ address }) => address).join(', ')}</span> }]
      : []),
    ...(lookingGlass ? [{ key: 'Looking Glass', value: `${lookingGlass.width} × ${lookingGlass.height}` }] : []),
  ];
}

function extras(profile: ProfileDefinition | ProfileDraft): readonly Item[] {
  const { extraArguments, hooks } = profile;
  return [
    ...(extraArguments.length > 0
      ? [{ key: 'Extra arguments', value: <span className="mono">{extraArguments.join(' ')}</span> }]
      : []),
    ...(hooks.length > 0 ? [{ key: 'Commands around it', value: hooks.length }] : []),
    ...('uuid' in profile ? [{ key: 'Board id', value: <span className="mono">{profile.uuid}</span> }] : []),
  ];
}

/** The number alone where there is nothing to tell about it. */
function processorWords(cpu: ProfileDraft['cpu']): string {
  return cpu.sockets === 1 && cpu.threads === 1 ? topologyWords(cpu) : `${vcpuCount(cpu)}: ${topologyWords(cpu)}`;
}

/** “Disk” where there is one, “Disk 2” where there are more. */
function numbered(word: string, index: number, count: number): string {
  return count > 1 ? `${word} ${index + 1}` : word;
}
