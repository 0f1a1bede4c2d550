import type { ActivityFacts, ActivityKind } from '../activity/activity';
import type { MachineVerb } from '../machine/actions';
import type { MachineNews } from '../machine/news';
import { ALERT_ACTIVITY } from './alert-activity';
import { AUTOMATION_ACTIVITY } from './automation';
import { endWords } from './machine';
import { METRICS_ACTIVITY } from './metrics-activity';
import { newsWords } from './news';
import { operationWords } from './operation';
import { bytes } from './phrase';
import { STORAGE_ACTIVITY } from './storage-activity';

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

const PRESSED_WORDS = {
  'power-button': (name) => `Power button of ${name} pressed`,
  nmi: (name) => `${name} interrupted (NMI)`,
  wake: (name) => `${name} woken`,
} satisfies Record<ActivityFacts['machine.pressed']['button'], (name: string) => string>;

/** A sentence that goes on after a colon; what begins with a name like QEMU keeps it. */
const goingOn = (words: string) => (/^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1));

type ActivityWords = { [Kind in ActivityKind]: (name: string, facts: ActivityFacts[Kind]) => string };

const ACTIVITY_WORDS: ActivityWords = {
  ...AUTOMATION_ACTIVITY,
  ...ALERT_ACTIVITY,
  ...STORAGE_ACTIVITY,
  ...METRICS_ACTIVITY,
  'operation.ended': (name, { operation, state }) =>
    `${operationWords(operation, name)}${state === 'succeeded' ? '' : state === 'undone' ? ': failed and undone' : ': failed'}`,
  'machine.asked': (name, { verb }) => ASKED_WORDS[verb](name),
  'machine.ended': (name, { cause, rung }) => `${name}: ${goingOn(endWords(cause, rung))}`,
  'machine.told': (name, { times, raw: _, ...news }) => newsWords(name, news as MachineNews, times),
  'machine.pressed': (name, { button }) => PRESSED_WORDS[button](name),
  'machine.adopted': (name) => `${name} was found running and taken over`,
  'gpu.asked-to-close': (_, { pid, command }) => `${command} (pid ${pid}) asked to close`,
  'gpu.power-chosen': (_, { backend }) => `Power switch chosen: ${backend}`,
  'gpu.slept': (name, { lost }) =>
    lost ? `${name} stays paused: its GPU did not come back from sleep` : `${name} paused while the laptop slept`,
  'machine.wait-cancelled': (name) => `${name} no longer waits for the GPU`,
  'machine.on-battery': (name, { percent }) => `${name} started on battery (${percent} %)`,
  'machine.left-behind': (name, { words }) => `${name} ended, and not everything could be put back: ${words}`,
  'snapshot.taken': (name, { snapshot, frozen }) =>
    `Snapshot “${snapshot}” of ${name} taken${frozen ? ', with its file systems frozen' : ''}`,
  'snapshot.reverted': (name, { snapshot }) => `${name} went back to its snapshot “${snapshot}”`,
  'snapshot.removed': (name, { snapshot }) => `Snapshot “${snapshot}” of ${name} deleted`,
  'disk.resized': (name, { disk, bytes: size }) => `Disk ${disk} of ${name} made ${bytes(size)} large`,
  'machine.not-thawed': (name) => `${name} did not answer when its file systems should thaw: it may be frozen still`,
  'monitor.used': (name, { command, ok }) =>
    `${command} sent to the monitor of ${name}${ok ? '' : ', and refused by QEMU'}`,
  'media.inserted': (name, { medium }) => `${medium} put into ${name}`,
  'media.ejected': (name, { drive }) => `Disc taken out of ${drive} of ${name}`,
  'usb.attached': (name, { device }) => `${device} attached to ${name}`,
  'usb.detached': (name, { device }) => `${device} detached from ${name}`,
  'profile.created': (name) => `${name} created`,
  'profile.changed': (name) => `${name} changed`,
  'profile.duplicated': (name, { from }) => `${name} made from ${from}`,
  'profile.deleted': (name) => `${name} deleted`,
  'profile.restored': (name, { revision }) => `${name} set back to its version ${revision}`,
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
