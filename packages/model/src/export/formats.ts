/** `argv` = the command, an option a line; `sh` = a commented script of its own; `kubevirt` = a VirtualMachine manifest. */
export const EXPORT_FORMATS = ['json', 'sh', 'libvirt', 'kubevirt', 'argv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
