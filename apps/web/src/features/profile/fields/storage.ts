import type { Disk } from '@baton/model/profile/storage';
import { choices, type FieldTable } from './field-words';

export const STORAGE_FIELDS = {
  disks: { label: 'Disks', find: 'drive hard disk image qcow2 raw' },
  'disks.*': { label: 'Disk', find: '-drive -hda' },
  'disks.*.source': {
    label: 'Kind',
    find: 'new disk existing file block device partition passthrough by-id',
    choices: choices({ new: 'New', file: 'File', block: 'Device' }),
  },
  'disks.*.source.sizeGiB': {
    label: 'Size of the new disk, GiB',
    hint: 'A qcow2 image in the storage folder. It takes space only as the guest fills it.',
    find: 'create capacity',
  },
  'disks.*.source.path': { label: 'Disk image', find: 'file path qcow2 raw' },
  'disks.*.source.format': { label: 'Format', find: 'qcow2 raw', choices: choices({ qcow2: 'qcow2', raw: 'raw' }) },
  'disks.*.bus': {
    label: 'Attached as',
    hint: 'virtio is fastest and needs a driver in Windows; SATA works everywhere.',
    find: 'virtio-blk virtio-scsi sata ahci nvme if=virtio bus',
    choices: choices<Disk['bus']>({ virtio: 'virtio', scsi: 'virtio SCSI', sata: 'SATA', nvme: 'NVMe' }),
  },
  'disks.*.cache': {
    label: 'Cache',
    find: 'cache=none writeback writethrough directsync',
    choices: choices<Disk['cache']>({
      writeback: ['Through the host’s cache', 'Fast; what the guest flushed is safe.'],
      none: ['Past the host’s cache', 'Leaves the host’s memory alone.'],
      writethrough: ['Each write at once', 'Slow and safe.'],
      directsync: ['Each write at once, past the cache', 'Slowest.'],
    }),
  },
  'disks.*.discard': {
    label: 'Give freed space back',
    hint: 'What the guest deletes makes the image smaller.',
    find: 'discard unmap trim',
  },
  'disks.*.iothread': {
    label: 'A thread of its own',
    hint: 'For a busy disk; with virtio and virtio SCSI only.',
    find: 'iothread io thread',
  },
  'disks.*.readOnly': { label: 'Read only', find: 'readonly write protect' },
  'disks.*.serial': { label: 'Serial number', hint: 'What the guest reads. Empty: none.', find: 'serial wwn' },
  cdroms: { label: 'CD drives', find: 'cdrom dvd iso tray virtio-win' },
  'cdroms.*': { label: 'CD drive', find: '-cdrom' },
  'cdroms.*.iso': { label: 'ISO file', find: 'cdrom dvd image disc install' },
  boot: {
    label: 'Start order',
    hint: 'Tried from above. What is not named is not tried.',
    find: 'boot order bootindex -boot start from cd network pxe',
  },
} satisfies FieldTable;
