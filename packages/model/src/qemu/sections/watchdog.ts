import { device, type Section } from '../emit';
import { ON_ROOT_BUS } from '../layout';

/** What happens when the guest does not feed it stands in `-action` (policy). */
export const watchdog: Section = ({ profile }) => {
  if (profile.machine.watchdog === null) return [];
  const json = { driver: 'i6300esb', id: 'watchdog0', bus: 'pcie.0', addr: ON_ROOT_BUS.watchdog };
  return [device({ why: 'watchdog', field: 'machine.watchdog' }, json)];
};
