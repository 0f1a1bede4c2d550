import { machineTypeSchema } from '../../profile/machine';
import type { Intake } from './intake';
import type { QemuOption } from './options';

/** `-name`: the machine's name; what QEMU calls its process and threads is ours. */
export function readName(intake: Intake): void {
  for (const option of intake.open('name')) {
    if (option.shell) {
      intake.lose(option, 'lost-shell', { text: option.text });
      continue;
    }
    intake.draft.name = option.values.get('guest') ?? '';
    intake.field(option, 'name');
    intake.ignoreKeys(option, 'own-defaults', 'debug-threads', 'process');
  }
}

/** `-machine`: the type, and the properties that a profile has. Accelerators are chosen at each start. */
export function readMachine(intake: Intake): void {
  const { machine } = intake.draft;
  let type: string | undefined;
  let last: QemuOption | undefined;
  for (const option of intake.open('machine', 'M')) {
    const { values } = option;
    type = values.get('type') ?? type;
    last = option;
    const hpet = values.get('hpet');
    if (hpet !== undefined) machine.hpet = hpet === 'on';
    const acpi = values.get('acpi');
    if (acpi === 'off') intake.changed(option, 'machine', ['acpi=off', 'acpi=on']);
    intake.field(option, 'machine.type', ...(hpet === undefined ? [] : ['machine.hpet']));
    intake.ignoreKeys(option, 'own-engine', 'accel', 'kernel_irqchip', 'kernel-irqchip', 'usb');
    intake.ignoreKeys(
      option,
      'own-defaults',
      'vmport',
      'smm',
      'graphics',
      'dump-guest-core',
      'mem-merge',
      'pcspk-audiodev',
    );
    for (const key of ['memory-backend', 'pflash0', 'pflash1']) values.get(key);
  }
  setType(intake, last ?? { line: null }, type);
  for (const option of intake.open('accel', 'enable-kvm', 'no-kvm', 'no-kvm-irqchip', 'enable-hax')) {
    intake.unneeded(option, 'own-engine');
  }
  for (const option of intake.open('no-hpet')) {
    machine.hpet = false;
    intake.field(option, 'machine.hpet');
  }
}

/** Baton's machines are q35; an older board is told, because the guest sees other hardware then. */
function setType(intake: Intake, option: Pick<QemuOption, 'line'>, type: string | undefined): void {
  if (type === 'q35') {
    intake.tell(option, ['moving-machine-type', { type }], 'machine.type');
  } else if (type !== undefined && /^pc-q35-/.test(type) && machineTypeSchema.safeParse(type).success) {
    intake.draft.machine.type = type;
  } else {
    // Without -machine, QEMU takes `pc`.
    intake.changed(option, 'machine.type', [type ?? 'pc', 'q35']);
  }
}

const WATCHDOG_ACTIONS = ['reset', 'poweroff', 'pause', 'none'] as const;

/** What happens when the guest reboots, shuts down, panics or stops feeding its watchdog. */
export function readActions(intake: Intake): void {
  const { machine } = intake.draft;
  let watchdogAction: string | undefined;
  for (const option of intake.open('action')) {
    const { values } = option;
    const [reboot, shutdown, panic] = [values.get('reboot'), values.get('shutdown'), values.get('panic')];
    if (reboot === 'reset' || reboot === 'shutdown') machine.onReboot = reboot;
    if (shutdown === 'poweroff' || shutdown === 'pause') machine.onShutdown = shutdown;
    if (panic) machine.onPanic = panic === 'pause' || panic === 'none' ? panic : 'shutdown';
    watchdogAction = values.get('watchdog') ?? watchdogAction;
    intake.field(option, 'machine.onReboot', 'machine.onShutdown', 'machine.onPanic');
  }
  for (const option of intake.open('no-reboot')) {
    machine.onReboot = 'shutdown';
    intake.field(option, 'machine.onReboot');
  }
  for (const option of intake.open('no-shutdown')) {
    machine.onShutdown = 'pause';
    intake.field(option, 'machine.onShutdown');
  }
  for (const option of intake.open('watchdog-action')) {
    watchdogAction = option.value;
    intake.field(option, 'machine.watchdog');
  }
  readWatchdog(intake, watchdogAction);
}

function readWatchdog(intake: Intake, action: string | undefined): void {
  const wanted = WATCHDOG_ACTIONS.find((known) => known === action) ?? 'reset';
  for (const option of intake.devices('i6300esb', 'ib700')) {
    intake.draft.machine.watchdog = wanted;
    if (option.values.get('driver') !== 'i6300esb') intake.changed(option, 'machine.watchdog', ['ib700', 'i6300esb']);
    intake.field(option, 'machine.watchdog');
  }
  for (const option of intake.open('watchdog')) {
    intake.draft.machine.watchdog = wanted;
    intake.field(option, 'machine.watchdog');
  }
  // QEMU's chipset has a watchdog of its own; Baton leaves it off.
  for (const option of intake.devices('iTCO_wdt', 'pvpanic', 'pvpanic-pci')) intake.unneeded(option, 'own-controllers');
}

/** The clock: Windows keeps local time. */
export function readClock(intake: Intake): void {
  const { machine } = intake.draft;
  for (const option of intake.open('rtc')) {
    const base = option.values.get('base');
    if (base === 'localtime') machine.clock = 'localtime';
    else if (base === undefined || base === 'utc') machine.clock = 'utc';
    else intake.changed(option, 'machine.clock', [base, 'utc']);
    intake.field(option, 'machine.clock');
    intake.ignoreKeys(option, 'own-defaults', 'clock', 'driftfix');
  }
  for (const option of intake.open('localtime')) {
    machine.clock = 'localtime';
    intake.field(option, 'machine.clock');
  }
  for (const option of intake.open('rtc-td-hack', 'no-fd-bootchk', 'win2k-hack'))
    intake.unneeded(option, 'own-defaults');
}

const S3 = /^(ICH9-LPC|PIIX4_PM)\.disable_s[34]$/i;

/** Properties of devices that a profile has fields for; the others go to QEMU as they are. */
export function readGlobals(intake: Intake): void {
  for (const option of intake.open('global')) {
    const { driver, property, value } = globalOf(option);
    if (S3.test(`${driver}.${property}`)) {
      intake.draft.machine.sleep = value === '0' || value === 'off';
      intake.field(option, 'machine.sleep');
      for (const entry of option.values.entries) option.values.look(entry);
    } else if (driver === 'cfi.pflash01' && property === 'secure') {
      // Read with the firmware.
    } else if (driver === 'kvm-pit' && property === 'lost_tick_policy') {
      intake.unneeded(option, 'own-defaults');
    }
  }
}

export function globalOf({ value, values }: QemuOption): { driver: string; property: string; value: string } {
  const [driver, property] = [values.peek('driver'), values.peek('property')];
  if (driver && property) return { driver, property, value: values.peek('value') ?? '' };
  const match = /^([\w-]+(?:\.[\w-]+)?)\.([\w-]+)=(.*)$/s.exec(value);
  return { driver: match?.[1] ?? '', property: match?.[2] ?? '', value: match?.[3] ?? '' };
}
