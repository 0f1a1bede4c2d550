import type { ProfileDefinition } from '../profile/definition';
import { argvExport } from './argv';
import type { ExportContext } from './context';
import type { ExportFormat } from './formats';
import { jsonExport } from './json';
import { kubevirtManifest } from './kubevirt/manifest';
import { libvirtDomain } from './libvirt/domain';
import { standaloneScript } from './script/script';

const EXPORTS = {
  json: jsonExport,
  sh: standaloneScript,
  libvirt: libvirtDomain,
  kubevirt: kubevirtManifest,
  argv: argvExport,
} satisfies Record<ExportFormat, (profile: ProfileDefinition, context: ExportContext) => string>;

/** The profile as people may take it elsewhere. What a format cannot say stands in a comment at its top. */
export function exportProfile(profile: ProfileDefinition, format: ExportFormat, context: ExportContext): string {
  return EXPORTS[format](profile, context);
}
