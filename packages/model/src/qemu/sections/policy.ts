import { argument, type Compiling, device, type Section } from '../emit';
import { ON_ROOT_BUS } from '../layout';

/** How the machine keeps time, sleeps, boots and ends, and that QEMU starts no other program. */
export const policy: Section = (compiling) => [
  ...sleep(compiling),
  ...clock(compiling),
  ...boot(compiling),
  ...events(compiling),
  ...sandbox(compiling),
];

/** A lent GPU does not survive the guest's sleep. */
function sleep({ profile }: Compiling) {
  const origin = { why: 'no-guest-sleep', field: 'machine.sleep' } as const;
  const off = profile.machine.sleep ? 0 : 1;
  return [
    argument(origin, '-global', `ICH9-LPC.disable_s3=${off}`),
    argument(origin, '-global', `ICH9-LPC.disable_s4=${off}`),
  ];
}

/** Lost ticks are made up for slowly; the old timer delivers them late, not in a burst. It is KVM's own only there. */
function clock({ profile, facts }: Compiling) {
  const origin = { why: 'clock', field: 'machine.clock' } as const;
  return [
    argument(origin, '-rtc', `base=${facts.clockBase ?? profile.machine.clock},clock=host,driftfix=slew`),
    ...(facts.accelerator === 'kvm' ? [argument(origin, '-global', 'kvm-pit.lost_tick_policy=delay')] : []),
  ];
}

function boot({ profile }: Compiling) {
  const menu = profile.machine.bootMenu ? 'menu=on,' : '';
  return [argument({ why: 'boot-order', field: 'boot' }, '-boot', `${menu}strict=on`)];
}

/** Linux tells of its panic through this device; Windows has its own way and would only see an unknown one. */
function events({ profile }: Compiling) {
  const { onReboot, onShutdown, onPanic, watchdog } = profile.machine;
  const action = `reboot=${onReboot},shutdown=${onShutdown},panic=${onPanic},watchdog=${watchdog ?? 'reset'}`;
  const panic = { driver: 'pvpanic-pci', id: 'panic0', bus: 'pcie.0', addr: ON_ROOT_BUS.panic };
  return [
    argument({ why: 'events', field: 'machine.onShutdown' }, '-action', action),
    ...(profile.guest === 'linux' && onPanic !== 'none'
      ? [device({ why: 'events', field: 'machine.onPanic' }, panic)]
      : []),
  ];
}

/** No network card or back end of ours ever needs a program, so none may be started. */
function sandbox({ facts }: Compiling) {
  if (!facts.can.sandbox) return [];
  const rules = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny';
  return [argument({ why: 'sandbox', field: null }, '-sandbox', rules)];
}
