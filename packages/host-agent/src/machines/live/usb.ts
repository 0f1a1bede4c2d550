import type { UsbService, UsbView } from '@baton/api/live/media';
import type { HostUsbDevice } from '@baton/model/host/hardware';
import { fail, type Problem, ProblemError, problem } from '@baton/model/problem';
import type { HostUsb } from '@baton/model/profile/devices';
import { QmpCommandError, type QmpSession, QmpTimeout, waitForEvent } from '@baton/qmp';
import type { Clock } from '../../ports/clock';
import type { HostInventory } from '../../ports/host-inventory';
import type { UsbPlug, UsbSocket } from '../../ports/usb-plug';
import type { Member } from '../fleet';
import { type LiveDeps, memberOf, reach, sessionOf } from './reach';

/** QEMU opens a device within a moment, or looks for it again every two seconds. */
const TAKE_TRIES = 10;
const TAKE_EVERY_MS = 150;
const RELEASE_MS = 5_000;
const LIVE = 'usb-live-';

export interface UsbDeps extends LiveDeps {
  readonly clock: Clock;
  readonly inventory: HostInventory;
  readonly plug: UsbPlug;
  readonly changed: () => void;
}

interface Held {
  readonly member: Member;
  /** The device's id in QEMU. */
  readonly id: string;
}

/** USB devices of the host, in machines that are up. The profile stays as it is. */
export function createUsb(deps: UsbDeps): UsbService {
  const { clock, inventory, plug, activity, changed } = deps;

  const find = async ({ bus, port }: UsbSocket): Promise<HostUsbDevice> => {
    const { usb } = await inventory.hardware();
    return usb.find((each) => each.bus === bus && each.port === port) ?? fail('usb.absent', { name: `${bus}-${port}` });
  };

  /** By `socketKey`, of every machine that is up. */
  const holders = async (devices: readonly HostUsbDevice[]): Promise<ReadonlyMap<string, Held>> => {
    const perMember = await Promise.all(deps.fleet.up().map((member) => heldBy(member, devices)));
    return new Map(perMember.flat());
  };

  const heldBy = async (member: Member, devices: readonly HostUsbDevice[]) => {
    const session = sessionOf(member);
    if (!session) return [];
    const ids = await usbIds(session);
    const wanted = await usbOf(member.id);
    return devices.flatMap((device): [string, Held][] => {
      const key = socketKey(device);
      const index = wanted.findIndex((each) => isIt(each, device));
      const id = [`${LIVE}${key}`, `usb${index}`].find((each) => ids.has(each));
      return id ? [[key, { member, id }]] : [];
    });
  };

  const usbOf = async (machineId: string): Promise<readonly HostUsb[]> =>
    (await deps.book.find(machineId))?.definition?.usb ?? [];

  const releases = async (session: QmpSession, id: string): Promise<void> => {
    const gone = waitForEvent(session, 'DEVICE_DELETED', {
      timeoutMs: RELEASE_MS,
      where: ({ device }) => device === id,
    });
    gone.catch(() => undefined);
    await session.execute('device_del', { id });
    await gone;
  };

  /** device_add succeeds for a device that is not there or may not be opened: only `attached` tells. */
  const isTaken = async (session: QmpSession, id: string): Promise<boolean> => {
    for (let tries = 0; tries < TAKE_TRIES; tries += 1) {
      if (await session.execute('qom-get', { path: `/machine/peripheral/${id}`, property: 'attached' })) return true;
      await clock.sleep(TAKE_EVERY_MS);
    }
    return false;
  };

  return {
    async devices(machineId) {
      const member = await memberOf(deps, machineId);
      const { usb } = await inventory.hardware();
      const [held, wanted] = await Promise.all([holders(usb), usbOf(machineId)]);
      const { state } = member.driver;
      return usb.map((device): UsbView => {
        const { bus, port, vendorId, productId, name } = device;
        const holder = held.get(socketKey(device))?.member ?? null;
        const own = holder?.id === machineId;
        const notUp = sessionOf(member) ? null : problem('guest.not-up', { name: member.name, state: state.kind });
        return {
          ...{ bus, port, vendorId, productId, name },
          holder: holder && { id: holder.id, name: holder.name },
          byProfile: wanted.some((each) => isIt(each, device)),
          refusal: own ? null : (notUp ?? refusalOf(device, holder)),
        };
      });
    },
    async attach(machineId, socket, actor) {
      const { name, session } = await reach(deps, machineId);
      const device = await find(socket);
      const held = (await holders([device])).get(socketKey(device));
      if (held?.member.id === machineId) return;
      const refused = refusalOf(device, held?.member ?? null);
      if (refused) throw new ProblemError(refused);
      const id = `${LIVE}${socketKey(device)}`;
      try {
        await session.execute('device_add', { ...plug.device(socket), id });
      } catch (cause) {
        if (!(cause instanceof QmpCommandError)) throw cause;
        throw new ProblemError(problem('usb.not-taken', { device: device.name, words: cause.desc }), { cause });
      }
      if (!(await isTaken(session, id))) {
        await releases(session, id);
        fail('usb.not-taken', { device: device.name, words: '' });
      }
      activity.record('usb.attached', { kind: 'machine', id: machineId, name }, actor, { device: device.name });
      changed();
    },
    async detach(machineId, socket, actor) {
      const { name, session } = await reach(deps, machineId);
      const { usb } = await inventory.hardware();
      // One that was pulled out is still a device of the machine, and waits there.
      const there = usb.find((each) => socketKey(each) === socketKey(socket));
      const live = `${LIVE}${socketKey(socket)}`;
      const held = there ? (await holders([there])).get(socketKey(there)) : undefined;
      const mine = held?.member.id === machineId ? held.id : null;
      const id = mine ?? ((await usbIds(session)).has(live) ? live : null);
      if (id === null) return;
      const device = there?.name ?? socketKey(socket);
      await releases(session, id).catch((cause: unknown) => {
        if (!(cause instanceof QmpTimeout)) throw cause;
        throw new ProblemError(problem('usb.not-released', { device, name }), { cause });
      });
      activity.record('usb.detached', { kind: 'machine', id: machineId, name }, actor, { device });
      changed();
    },
  };
}

function socketKey({ bus, port }: UsbSocket): string {
  return `${bus}-${port}`;
}

function isIt({ select }: HostUsb, device: HostUsbDevice): boolean {
  if (select.by === 'port') return select.bus === device.bus && select.port === device.port;
  return select.vendorId === device.vendorId && select.productId === device.productId;
}

function refusalOf(device: HostUsbDevice, holder: Member | null): Problem | null {
  if (holder) return problem('usb.held', { device: device.name, by: holder.name });
  return device.mountedAt ? problem('usb.mounted', { device: device.name, path: device.mountedAt }) : null;
}

/** Ids of what stands in a machine for a device of the host: the profile's are `usb0` and so on. */
async function usbIds(session: QmpSession): Promise<ReadonlySet<string>> {
  const found = await session.execute('qom-list', { path: '/machine/peripheral' });
  return new Set(found.map(({ name }) => name).filter((name) => name.startsWith(LIVE) || /^usb\d+$/.test(name)));
}
