import { lookingGlassBytes } from '../../host/looking-glass';
import { device, object, type Section } from '../emit';
import { ON_ROOT_BUS } from '../layout';

/** Memory that the guest writes its picture into, and a program on the host reads. */
export const lookingGlass: Section = ({ profile, facts }) => {
  if (!profile.lookingGlass || facts.lookingGlassPath === null) return [];
  const origin = { why: 'looking-glass', field: 'lookingGlass' } as const;
  const size = lookingGlassBytes(profile.lookingGlass);
  return [
    object(origin, {
      'qom-type': 'memory-backend-file',
      id: 'lg-memory',
      'mem-path': facts.lookingGlassPath,
      size,
      share: true,
    }),
    device(origin, {
      driver: 'ivshmem-plain',
      id: 'lg0',
      bus: 'pcie.0',
      addr: ON_ROOT_BUS.lookingGlass,
      memdev: 'lg-memory',
    }),
  ];
};
