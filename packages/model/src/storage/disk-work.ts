/** What is done to the disks of one machine, one of them at a time. */
export type DiskWork = 'resize' | 'snapshot' | 'revert' | 'remove-snapshot' | 'backup';
