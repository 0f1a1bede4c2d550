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
import { heldAmong, liveId, socketKey, standsIn } from './usb-stands';

/** QEMU opens a device within a moment, or looks for it again every two seconds. */
const TAKE_TRIES = 15;
const TAKE_EVERY_MS = 150;
const RELEASE_MS = 5_000;

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

  /** By `socketKey`, of every machine that is up. */
  const holders = async (devices: readonly HostUsbDevice[]): Promise<ReadonlyMap<string, Held>> => {
    const perMember = await Promise.all(deps.fleet.up().map((member) => heldBy(member, devices)));
    return new Map(perMember.flat());
  };

  const heldBy = async (member: Member, devices: readonly HostUsbDevice[]): Promise<[string, Held][]> => {
    const session = sessionOf(member);
    const pid = member.driver.qemu?.identity.pid;
    if (!session || pid === undefined) return [];
    const asked = await standsIn(session);
    if (asked.length === 0) return [];
    const stands = plug.pretends ? asked.map((stand) => ({ ...stand, attached: true })) : asked;
    const open = await plug.openBy(pid);
    const held = heldAmong(stands, devices, open && new Set(open.map(socketKey)));
    return [...held].map(([key, id]) => [key, { member, id }]);
  };

  const has = async (session: QmpSession, id: string) => (await standsIn(session)).some((stand) => stand.id === id);

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
      const { usb } = await inventory.hardware();
      const device = atSocket(usb, socket) ?? fail('usb.absent', { name: socketKey(socket) });
      const held = (await holders(usb)).get(socketKey(device));
      if (held?.member.id === machineId) return;
      const refused = refusalOf(device, held?.member ?? null);
      if (refused) throw new ProblemError(refused);
      const id = liveId(device);
      try {
        // One that was pulled out and is back waits there still.
        if (!(await has(session, id))) await session.execute('device_add', { ...plug.device(socket), id });
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
      const there = atSocket(usb, socket);
      const live = liveId(socket);
      const held = there && (await holders(usb)).get(socketKey(there));
      const mine = held?.member.id === machineId ? held.id : null;
      const id = mine ?? ((await has(session, live)) ? live : null);
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

function atSocket(devices: readonly HostUsbDevice[], socket: UsbSocket): HostUsbDevice | undefined {
  return devices.find((each) => socketKey(each) === socketKey(socket));
}

function isIt({ select }: HostUsb, device: HostUsbDevice): boolean {
  if (select.by === 'port') return select.bus === device.bus && select.port === device.port;
  return select.vendorId === device.vendorId && select.productId === device.productId;
}

function refusalOf(device: HostUsbDevice, holder: Member | null): Problem | null {
  if (holder) return problem('usb.held', { device: device.name, by: holder.name });
  return device.mountedAt ? problem('usb.mounted', { device: device.name, path: device.mountedAt }) : null;
}
