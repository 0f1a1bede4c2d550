import type { ProfileDefinition } from '@baton/model/profile/definition';
import { memoryWords } from '@/lib/machine-words';
import { AFTER_EXIT_WORDS, batteryWords, firmwareWords } from './profile-words';

const path = (text: string) => <span className="mono">{text}</span>;

/** A profile as names and values. */
export function profileItems({ name, memoryMiB, vcpus, firmware, disk, iso, gpu, mac, uuid }: ProfileDefinition) {
  return [
    { key: 'Name', value: name },
    { key: 'Memory', value: memoryWords(memoryMiB) },
    { key: 'vCPUs', value: vcpus },
    { key: 'Firmware', value: firmwareWords(firmware) },
    { key: 'Disk', value: disk ? path(disk.path) : 'None' },
    ...(disk ? [{ key: 'Disk type', value: `${disk.format}, ${disk.bus === 'sata' ? 'SATA' : 'virtio'}` }] : []),
    { key: 'ISO', value: iso ? path(iso) : 'None' },
    { key: 'GPU', value: gpu.wanted ? 'Wanted' : 'Not wanted' },
    ...(gpu.wanted ? [{ key: 'GPU after it stops', value: AFTER_EXIT_WORDS[gpu.afterExit] }] : []),
    ...(gpu.wanted ? [{ key: 'On battery', value: batteryWords(gpu.battery) }] : []),
    { key: 'Network address', value: path(mac) },
    { key: 'Board id', value: path(uuid) },
  ];
}
