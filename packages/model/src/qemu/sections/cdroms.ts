import { bootIndex } from '../boot';
import { blockNode, device, type Section } from '../emit';

/** Drives with their ISO in them, or with an empty tray. */
export const cdroms: Section = ({ profile }) =>
  profile.cdroms.flatMap(({ iso }, index) => {
    const origin = { why: 'cdrom', field: `cdroms.${index}` } as const;
    const tray = { driver: 'ide-cd', id: `cd${index}`, bus: `ide.${index + 1}`, ...bootIndex(profile, `cd${index}`) };
    if (iso === null) return [device(origin, tray)];
    const nodeName = `iso${index}`;
    const node = {
      driver: 'raw',
      'node-name': nodeName,
      'read-only': true,
      file: { driver: 'file', filename: iso, 'read-only': true },
    };
    return [blockNode(origin, node), device(origin, { ...tray, drive: nodeName })];
  });
