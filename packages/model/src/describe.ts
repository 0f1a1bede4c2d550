import type { ActivityFacts, ActivityKind } from './activity/activity';
import type { MachineVerb } from './machine/actions';
import type { EndCause, MachineStateKind, PauseReason } from './machine/state';
import type { Holder, OperationKind, StepKind } from './operation/operation';
import type { GroupVerdict } from './pci/group';
import type { PowerBackend } from './power/backend';
import type { Problem, ProblemCode, ProblemFacts, QemuHint } from './problem';
import type { GpuBlindReason } from './telemetry/sample';

/** Every sentence a user reads about a failure: what, why, and what to do. */
export interface Words {
  /** One short fact, no full stop: the heading. */
  readonly title: string;
  /** What happened and why. */
  readonly what: string;
  /** What to do next. */
  readonly next: string;
}

const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;

const gib = (mib: number): string =>
  mib >= 1024 ? `${Number((mib / 1024).toFixed(1))} GiB` : `${Math.round(mib)} MiB`;
const bytes = (n: number): string => gib(n / 1024 / 1024);

const VERB_WORDS = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  reboot: 'Reboot',
  'shut-down': 'Shut down',
  'force-off': 'Force off',
  edit: 'Edit',
  delete: 'Delete',
} satisfies Record<MachineVerb, string>;

const STATE_WORDS = {
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  paused: 'paused',
  stopping: 'shutting down',
  unresponsive: 'not answering',
} satisfies Record<MachineStateKind, string>;

/** The verb as it stands on a button. */
export function verbWords(verb: MachineVerb): string {
  return VERB_WORDS[verb];
}

/** The state as it stands in a sentence: "win10 is running". */
export function stateWords(state: MachineStateKind): string {
  return STATE_WORDS[state];
}

/** Why a verb is not offered, as printed beside the disabled control. */
export function refusalWords(verb: MachineVerb, state: MachineStateKind, name: string): string {
  if (state === 'stopped') return `${name} is stopped.`;
  if (verb === 'delete') return `Shut ${name} down before you delete it.`;
  if (verb === 'start') return `${name} is already ${STATE_WORDS[state]}.`;
  return `${name} is ${STATE_WORDS[state]}.`;
}

const END_WORDS = {
  'guest-powered-off': 'Shut down by the guest',
  'shut-down': 'Shut down when asked',
  'forced-off': 'Forced off',
  'guest-panicked': 'The guest crashed (kernel panic)',
  'ended-by-host': 'Ended by the host',
  crashed: 'QEMU ended unexpectedly',
  'start-failed': 'Could not start',
  'ended-unseen': 'Ended while Baton was not watching',
} satisfies Record<EndCause, string>;

/** Why the machine last stopped. */
export function endWords(cause: EndCause): string {
  return END_WORDS[cause];
}

const PAUSE_WORDS = {
  asked: 'Paused',
  'io-error': 'Paused: the disk reported an error',
  'disk-full': 'Paused: the storage is full. Free space, then resume',
  'guest-panicked': 'Paused: the guest crashed (kernel panic)',
  'internal-error': 'Paused: QEMU reported an internal error',
  watchdog: 'Paused by the watchdog',
  suspended: 'The guest put itself to sleep',
} satisfies Record<PauseReason, string>;

export function pauseWords(reason: PauseReason): string {
  return PAUSE_WORDS[reason];
}

const STEP_WORDS = {
  check: 'Check',
  'power-on': 'Power on',
  repair: 'Repair companions',
  detach: 'Detach from host',
  bind: 'Bind to vfio-pci',
  start: 'Start machine',
  verify: 'Verify',
  'shut-down': 'Shut down',
  stopped: 'Machine stopped',
  release: 'Release from vfio-pci',
  attach: 'Return to host driver',
  'power-off': 'Power off',
  'create-disk': 'Create disk',
  recover: 'Recover',
} satisfies Record<StepKind, string>;

export function stepWords(kind: StepKind): string {
  return STEP_WORDS[kind];
}

/** Who holds the GPU, as the headline says it. */
export function holderWords(holder: Holder): string {
  switch (holder.kind) {
    case 'host':
      return 'Used by host';
    case 'machine':
      return `Used by ${holder.name}`;
    case 'off':
      return 'Off';
    case 'nobody':
      return 'Used by nobody';
  }
}

const BLIND_WORDS = {
  asleep: 'Not measured, so that looking does not wake it.',
  off: 'It has no power, so there is nothing to measure.',
  'in-guest': 'Not visible from the host while a machine has it.',
  'no-driver': 'No driver has it, so nothing can measure it.',
  unsupported: 'Its driver gives no readings.',
  moving: 'Not measured while it is moving.',
} satisfies Record<GpuBlindReason, string>;

/** Why there are no readings of the GPU: never shown as 0. */
export function blindWords(reason: GpuBlindReason): string {
  return BLIND_WORDS[reason];
}

const VERDICT_WORDS = {
  lendable: { title: 'Can be lent', what: 'Everything in this group can go to a machine together.' },
  shared: { title: 'Cannot be lent', what: 'The host needs something else in this group.' },
  other: { title: 'Without the GPU', what: 'This group has no part in lending it.' },
} satisfies Record<GroupVerdict, Pick<Words, 'title' | 'what'>>;

/** What an IOMMU group means for lending the GPU. */
export function verdictWords(verdict: GroupVerdict): Pick<Words, 'title' | 'what'> {
  return VERDICT_WORDS[verdict];
}

const POWER_BACKEND_WORDS = {
  bbswitch: 'bbswitch: can switch it off',
  'runtime-pm': 'The kernel: it sleeps when unused, and cannot be switched off',
  none: 'None: it stays on',
} satisfies Record<PowerBackend, string>;

/** How this host can take the GPU's power away. */
export function powerBackendWords(backend: PowerBackend): string {
  return POWER_BACKEND_WORDS[backend];
}

const ACCELERATOR_WORDS = {
  works: 'KVM works: machines run at full speed.',
  'no-device': 'Without KVM: machines run slowly. This host has no /dev/kvm.',
  'self-test-failed': 'Without KVM: machines run slowly. /dev/kvm is there, but a test machine did not run on it.',
  'not-tested-yet': 'Not tested yet. The first start tries KVM on a test machine.',
} as const;

/** How QEMU executes guests on this host, and why. */
export function acceleratorWords(because: keyof typeof ACCELERATOR_WORDS): string {
  return ACCELERATOR_WORDS[because];
}

const OPERATION_WORDS = {
  start: (name) => `Start ${name}`,
  return: (name) => `After ${name} stopped`,
  switch: (name) => `Switch to ${name}`,
  'shut-down': (name) => `Shut down ${name}`,
  'hand-over': () => 'Hand-over',
  recover: () => 'Recover the GPU',
  'create-disk': (name) => `Create a disk for ${name}`,
} satisfies Record<OperationKind, (subject: string) => string>;

export function operationWords(kind: OperationKind, subjectName: string): string {
  return OPERATION_WORDS[kind](subjectName);
}

const ASKED_WORDS = {
  start: (name) => `Start of ${name} asked for`,
  pause: (name) => `${name} paused`,
  resume: (name) => `${name} resumed`,
  reboot: (name) => `${name} rebooted`,
  'shut-down': (name) => `${name} asked to shut down`,
  'force-off': (name) => `${name} forced off`,
  edit: (name) => `${name} changed`,
  delete: (name) => `${name} deleted`,
} satisfies Record<MachineVerb, (name: string) => string>;

type ActivityWords = { [Kind in ActivityKind]: (name: string, facts: ActivityFacts[Kind]) => string };

const ACTIVITY_WORDS: ActivityWords = {
  'operation.ended': (name, { operation, state }) =>
    `${operationWords(operation, name)}${state === 'succeeded' ? '' : state === 'undone' ? ': failed and undone' : ': failed'}`,
  'machine.asked': (name, { verb }) => ASKED_WORDS[verb](name),
  'machine.ended': (name, { cause }) =>
    `${name}: ${END_WORDS[cause].charAt(0).toLowerCase()}${END_WORDS[cause].slice(1)}`,
  'machine.adopted': (name) => `${name} was found running and taken over`,
  'profile.created': (name) => `${name} created`,
  'profile.changed': (name) => `${name} changed`,
  'profile.duplicated': (name, { from }) => `${name} made from ${from}`,
  'profile.deleted': (name) => `${name} deleted`,
  'session.set-up': () => 'Password chosen',
  'session.login': (_, { address }) => (address ? `Logged in from ${address}` : 'Logged in'),
  'session.login-refused': (_, { address }) => `Too many wrong passwords${address ? ` from ${address}` : ''}`,
  'session.password-changed': () => 'Password changed, other sessions ended',
  'session.revoked': () => 'A session was ended',
};

/** One line of the activity list. A kind of a newer Baton is shown as it is rather than hidden. */
export function activityWords(kind: string, subjectName: string, facts: unknown): string {
  if (!(kind in ACTIVITY_WORDS)) return `${subjectName}: ${kind}`;
  const words = ACTIVITY_WORDS[kind as ActivityKind] as (name: string, facts: unknown) => string;
  return words(subjectName, facts ?? {});
}

const HINT_WORDS = {
  'image-locked': 'Another process has this disk image open.',
  'image-missing': 'A file that the profile names is not there.',
  permission: 'QEMU may not open a file that the profile names.',
  'out-of-memory': 'The host could not give the machine its memory.',
  'group-not-viable': 'A companion of the GPU is still on a host driver.',
  'vfio-busy': 'Another process has the GPU open through vfio.',
  'vfio-not-bound': 'The GPU is not bound to vfio-pci.',
  'no-such-host-device': 'The GPU is not on the bus any more.',
  memlock: 'The memory lock limit is too low to pin the guest memory.',
  'stuck-in-d3': 'The GPU did not wake from its sleep state.',
  'no-reset': 'The GPU offers no way to reset it.',
  'kvm-unavailable': 'Hardware acceleration (KVM) does not work on this host.',
  'unknown-device': 'This QEMU does not know one of the devices.',
  'exited-at-once': 'QEMU ended before it was ready.',
} satisfies Record<QemuHint, string>;

type Describe = { [Code in ProblemCode]: (facts: ProblemFacts[Code]) => Words };

const WORDS: Describe = {
  'gpu.none': () => ({
    title: 'No discrete GPU',
    what: 'Baton found no second GPU on this host.',
    next: 'Start the machine without a GPU, or try the simulated laptop with BATON_HOST=simulated.',
  }),
  'gpu.missing': ({ address }) => ({
    title: 'The GPU is not on the bus',
    what: `The kernel does not list ${address}. Another tool may have removed it, or it is switched off in the firmware.`,
    next: 'Rescan the bus, or restart the laptop.',
  }),
  'gpu.drives-display': ({ address, because, connector }) => ({
    title: 'This GPU drives the display',
    what:
      because === 'boot-vga'
        ? `${address} is the boot display. Taking it away would freeze the desktop.`
        : because === 'only-display'
          ? `${address} is the only GPU here. Taking it away would leave no display.`
          : `A screen is connected to ${address}${connector ? ` (${connector})` : ''}. Taking it away would freeze the desktop.`,
    next:
      because === 'connector'
        ? 'Unplug the screen or switch the laptop to hybrid graphics, then try again.'
        : 'Switch the laptop to hybrid graphics in its firmware, then try again.',
  }),
  'gpu.busy': ({ processes }) => ({
    title: 'The GPU is in use',
    what: `${list(processes.map((p) => `${p.command} (pid ${p.pid}, ${p.user})`))} ${processes.length === 1 ? 'has' : 'have'} the GPU open. Taking it away now would hang ${processes.length === 1 ? 'that process' : 'those processes'} and the kernel with it.`,
    next: 'Close it, then try again. Nothing was changed.',
  }),
  'gpu.module-busy': ({ module, words }) => ({
    title: `The driver ${module} is in use`,
    what: `The kernel would not unload ${module}: ${words}`,
    next: 'Close the programs that use the GPU, then try again. Nothing was changed.',
  }),
  'gpu.held': ({ holderName, wantedBy }) => ({
    title: `${holderName} holds the GPU`,
    what: `The GPU can be lent to one machine at a time, and ${holderName} has it. ${wantedBy} wants it too.`,
    next: `Switch to ${wantedBy}, start ${wantedBy} without the GPU, or leave things as they are.`,
  }),
  'gpu.moving': () => ({
    title: 'The GPU is moving',
    what: 'A hand-over is under way.',
    next: 'Wait until it is done, then try again.',
  }),
  'gpu.wedged': ({ address, doing }) => ({
    title: 'The kernel is stuck with the GPU',
    what: `A kernel write to ${address} never came back (${doing}). Baton stopped there: writing again would only make it worse.`,
    next: 'Close whatever uses the GPU. If that does not help, save your work and restart the laptop.',
  }),
  'gpu.partial': ({ address, drivers }) => ({
    title: 'The GPU is half handed over',
    what: `The functions of ${address} are on different drivers: ${list(Object.entries(drivers).map(([a, d]) => `${a} on ${d ?? 'none'}`))}.`,
    next: 'Return it to the host, then try again.',
  }),
  'gpu.in-guest': ({ address }) => ({
    title: 'A machine is using the GPU',
    what: `${address} is open in a machine. Taking it away would hang the machine and the kernel.`,
    next: 'Shut the machine down first.',
  }),
  'gpu.off-cannot-bind': ({ address }) => ({
    title: 'The GPU is off',
    what: `${address} has no power. A driver that is bound now would see a dead device.`,
    next: 'Power the GPU on first.',
  }),
  'gpu.power-refused': ({ address, wanted, words }) => ({
    title: `The GPU did not go ${wanted}`,
    what: `bbswitch was asked to switch ${address} ${wanted}, and it is not ${wanted}. ${words}`.trim(),
    next:
      wanted === 'on'
        ? 'The kernel parameter pcie_port_pm=off cures this on many laptops. Nothing else was changed.'
        : 'The GPU stays on. Look for a driver that still holds it.',
  }),
  'gpu.no-power-switch': ({ address }) => ({
    title: 'No way to switch the GPU off',
    what: `This host has no power switch for ${address} (bbswitch is not loaded).`,
    next: 'Return the GPU to the host instead, or load bbswitch.',
  }),
  'gpu.read-back': ({ address, wanted, found }) => ({
    title: 'The GPU did not change hands',
    what: `${address} should be on ${wanted ?? 'no driver'} now, but it is on ${found ?? 'no driver'}.`,
    next: 'Look at the kernel log, then try again.',
  }),
  'gpu.write-failed': ({ address, path, words }) => ({
    title: 'The kernel refused',
    what: `Writing ${path} for ${address} failed: ${words}`,
    next: 'Look at the kernel log, then try again.',
  }),
  'gpu.no-host-driver': ({ address }) => ({
    title: 'No host driver took the GPU',
    what: `${address} was offered to the host, and no driver took it.`,
    next: 'Check that the GPU driver of the host is installed and loaded.',
  }),
  'iommu.off': () => ({
    title: 'The IOMMU is off',
    what: 'Without an IOMMU a machine with the GPU could read and write all memory of the host, so the kernel does not allow it.',
    next: 'Switch on VT-d or AMD-Vi in the firmware and add intel_iommu=on to the kernel command line, then restart.',
  }),
  'iommu.group-shared': ({ group, foreign }) => ({
    title: 'The GPU shares its IOMMU group',
    what: `Group ${group} also holds ${list(foreign.map((f) => `${f.name} (${f.address})`))}. The host needs that, and a group can only be lent as a whole.`,
    next: 'Another slot, a firmware update or an ACS setting may separate them. This laptop may not be able to lend its GPU.',
  }),
  'handover.undone': ({ step, cause }) => ({
    title: `${step} failed, everything was undone`,
    what: cause,
    next: 'The GPU is where it was before. Mend the cause, then try again.',
  }),
  'handover.interrupted': ({ step }) => ({
    title: 'A hand-over was interrupted',
    what: `Baton stopped during “${step}”. It looked at the GPU again when it came back.`,
    next: 'Check the GPU page, then try again.',
  }),
  'machine.not-found': () => ({
    title: 'No such machine',
    what: 'This machine does not exist any more.',
    next: 'Go back to Home.',
  }),
  'machine.refused': ({ verb, state, name }) => ({
    title: `${VERB_WORDS[verb]} is not possible now`,
    what: refusalWords(verb, state, name),
    next: 'Wait until its state changes, then try again.',
  }),
  'machine.start-failed': ({ name, words, hint }) => ({
    title: `${name} could not start`,
    what: [hint ? HINT_WORDS[hint] : undefined, words ? `QEMU said: ${words}` : 'QEMU said nothing.']
      .filter(Boolean)
      .join(' '),
    next: 'Correct the profile, then start it again.',
  }),
  'machine.start-timeout': ({ name, seconds }) => ({
    title: `${name} did not come up`,
    what: `QEMU did not answer within ${seconds} s, so it was ended.`,
    next: 'Look at its QEMU log, then start it again.',
  }),
  'machine.qmp-lost': ({ name }) => ({
    title: `${name} does not answer`,
    what: 'QEMU is alive but does not answer on its control socket.',
    next: 'Wait a little. If it stays like this, force it off.',
  }),
  'machine.does-not-stop': ({ name, seconds }) => ({
    title: `${name} does not shut down`,
    what: `${name} was asked to shut down and is still up after ${seconds} s. It keeps the GPU, and nothing else was changed.`,
    next: 'Shut it down from inside, or force it off, then try again.',
  }),
  'machine.verb-failed': ({ name, verb, words }) => ({
    title: `${name}: ${verb} did not work`,
    what: `QEMU said: ${words}`,
    next: 'Try again, or look at its QEMU log.',
  }),
  'machine.has-no-console': ({ name }) => ({
    title: 'No screen to show',
    what: `${name} is not running.`,
    next: 'Start it, then open the console.',
  }),
  'qemu.missing': ({ binary }) => ({
    title: 'QEMU is not installed',
    what: `Baton did not find ${binary} on this host.`,
    next: 'Install QEMU (Debian, Ubuntu: apt install qemu-system-x86 qemu-utils ovmf), then start the machine again.',
  }),
  'qemu-img.missing': () => ({
    title: 'qemu-img is not installed',
    what: 'Baton needs qemu-img to create and check disk images.',
    next: 'Install it (Debian, Ubuntu: apt install qemu-utils), then try again.',
  }),
  'qemu.firmware-missing': () => ({
    title: 'UEFI firmware is not installed',
    what: 'Baton found no matching pair of OVMF code and variable store on this host.',
    next: 'Install OVMF (Debian, Ubuntu: apt install ovmf), or choose BIOS.',
  }),
  'memory.too-large': ({ wantedMiB, availableMiB }) => ({
    title: 'Not enough memory',
    what: `The machine wants ${gib(wantedMiB)}, and the host can spare ${gib(availableMiB)} now.`,
    next: 'Give it less memory, or close something on the host.',
  }),
  'vcpus.too-many': ({ wanted, hostCpus }) => ({
    title: 'Too many vCPUs',
    what: `The machine wants ${wanted} vCPUs, and the host has ${hostCpus}.`,
    next: `Use at most ${hostCpus}.`,
  }),
  'profile.not-found': () => ({
    title: 'No such profile',
    what: 'This profile does not exist any more.',
    next: 'Go back to Home.',
  }),
  'profile.name-taken': ({ name }) => ({
    title: 'This name is taken',
    what: `There is already a machine named ${name}.`,
    next: 'Choose another name.',
  }),
  'profile.changed-meanwhile': ({ name }) => ({
    title: 'Somebody else changed it',
    what: `${name} was changed in another window after you opened it.`,
    next: 'Reload to see that change, then make yours again.',
  }),
  'profile.in-use': ({ name }) => ({
    title: `${name} is up`,
    what: 'A machine that is up cannot be deleted.',
    next: `Shut ${name} down first.`,
  }),
  'profile.unreadable': ({ words }) => ({
    title: 'This profile cannot be read',
    what: `The saved profile is damaged or from a newer Baton: ${words}`,
    next: 'Update Baton, or delete the profile and make it again.',
  }),
  'storage.outside': ({ path, folders }) => ({
    title: 'Outside the storage folders',
    what: `${path} is not in a storage folder.`,
    next: `Move the file into ${list(folders)}, then pick it there.`,
  }),
  'storage.symlink-out': ({ path, target, folders }) => ({
    title: 'This link leads out of the storage folders',
    what: `${path} is a link to ${target}.`,
    next: `Move the file itself into ${list(folders)}, then pick it there.`,
  }),
  'storage.missing': ({ path }) => ({
    title: 'No such file',
    what: `${path} does not exist.`,
    next: 'Check the path, or pick another file.',
  }),
  'storage.not-a-file': ({ path }) => ({
    title: 'Not a file',
    what: `${path} is not an ordinary file.`,
    next: 'Pick a disk image or an ISO file.',
  }),
  'storage.not-an-image': ({ path, words }) => ({
    title: 'Not a disk image',
    what: `${path} cannot be used as a disk: ${words}`,
    next: 'Pick a qcow2 or raw image.',
  }),
  'storage.in-use': ({ path, by }) => ({
    title: 'This image is in use',
    what: `${by} uses ${path}. Two machines on one image would destroy it.`,
    next: 'Pick another image, or remove it from the other machine first.',
  }),
  'storage.exists': ({ path }) => ({
    title: 'This file already exists',
    what: `${path} is already there, and Baton does not write over files.`,
    next: 'Pick it as an existing disk, or rename the machine.',
  }),
  'storage.full': ({ path, neededBytes, freeBytes }) => ({
    title: 'The storage is full',
    what: `Creating ${path} needs ${bytes(neededBytes)}, and ${bytes(freeBytes)} are free.`,
    next: 'Free some space, or make the disk smaller.',
  }),
  'storage.create-failed': ({ path, words }) => ({
    title: 'The disk could not be created',
    what: `qemu-img could not make ${path}: ${words}`,
    next: 'Check the free space and the rights of the storage folder.',
  }),
  'access.not-logged-in': () => ({
    title: 'Please log in',
    what: 'Your session has ended.',
    next: 'Log in again.',
  }),
  'access.forbidden': () => ({
    title: 'Not allowed',
    what: 'Your role does not allow this.',
    next: 'Ask an admin of this host.',
  }),
  'access.wrong-password': () => ({
    title: 'Wrong password',
    what: 'That is not the password of this host.',
    next: 'Check it and try again.',
  }),
  'access.throttled': ({ retryAfterSeconds }) => ({
    title: 'Too many tries',
    what: 'There were too many wrong passwords.',
    next: `Wait ${retryAfterSeconds} s, then try again.`,
  }),
  'access.setup-done': () => ({
    title: 'Already set up',
    what: 'A password was chosen before.',
    next: 'Log in with it.',
  }),
  'access.setup-token-wrong': () => ({
    title: 'This setup link is not valid',
    what: 'The link was used before, or it is from an earlier start of Baton.',
    next: 'Use the newest link that npm start printed in the terminal.',
  }),
  'access.password-too-short': ({ minimum }) => ({
    title: 'Too short',
    what: `A password needs at least ${minimum} characters.`,
    next: 'A few random words make a good one.',
  }),
  'access.password-too-long': ({ maximum }) => ({
    title: 'Too long',
    what: `Use at most ${maximum} characters.`,
    next: 'A few random words make a good one.',
  }),
  'agent.unreachable': () => ({
    title: 'Baton did not answer',
    what: 'The connection to the laptop was lost while this was asked.',
    next: 'Check that the laptop is awake and on the same network, then try again.',
  }),
  'request.invalid': ({ issues }) => ({
    title: 'Something is not right in the form',
    what: issues.map((issue) => issue.message).join(' '),
    next: 'Correct it, then save again.',
  }),
  'operation.not-found': () => ({
    title: 'No such operation',
    what: 'It is too long ago and was cleared away.',
    next: 'Look at Activity for newer ones.',
  }),
  'log.not-found': () => ({
    title: 'No log yet',
    what: 'This machine has not written anything yet.',
    next: 'Start it, then look again.',
  }),
  internal: ({ reference }) => ({
    title: 'Something went wrong in Baton',
    what: `This is a defect. The agent's log has the details under ${reference}.`,
    next: 'Try again. If it stays, report it with that reference.',
  }),
};

/** The words for a problem. Facts stay in the problem; sentences stay here. */
export function describe(problem: Problem): Words {
  const words = WORDS[problem.code] as (facts: Problem['facts']) => Words;
  return words(problem.facts);
}

/** One line for logs and the command line. */
export function describeLine(problem: Problem): string {
  const words = describe(problem);
  return `${words.title}. ${words.what} ${words.next}`;
}
