import { resolve } from 'node:path';
import type { DriveView, UsbView } from '@baton/api/live/media';
import { describeLine } from '@baton/model/describe';
import type { KeyboardLayout } from '@baton/model/keyboard/layouts';
import type { Agent } from '../agent';
import { type Output, show, table } from '../output';
import { find } from './machine';

function driveLine({ id, medium, trayOpen, locked }: DriveView): string[] {
  return [id, medium?.path ?? 'empty', trayOpen ? 'open' : locked ? 'locked by the guest' : ''];
}

/** `baton machine media NAME`: what is in its drives. */
export async function machineMedia(agent: Agent, output: Output, name: string): Promise<void> {
  const machine = await find(agent, name);
  const drives = await agent.api.media.drives.query({ id: machine.id });
  show(output, drives, () =>
    drives.length === 0 ? [`${machine.name} has no drive now.`] : table(drives.map(driveLine)),
  );
}

/** As the command line of QEMU calls it. */
const FIRST_DRIVE = 'cd0';

export interface MediaFlags {
  readonly name: string;
  readonly drive?: string;
  readonly force?: boolean;
}

/** The one that is named, or else the first. Where there is none the agent says why: off, or made without. */
async function driveOf(agent: Agent, id: string, { drive }: MediaFlags): Promise<string> {
  if (drive !== undefined) return drive;
  const [first] = await agent.api.media.drives.query({ id });
  return first?.id ?? FIRST_DRIVE;
}

/** `baton machine insert NAME PATH`: the profile stays as it is. */
export async function machineInsert(agent: Agent, output: Output, flags: MediaFlags & { readonly path: string }) {
  const machine = await find(agent, flags.name);
  const drive = await driveOf(agent, machine.id, flags);
  const { force = false } = flags;
  const path = resolve(flags.path);
  await agent.api.media.insert.mutate({ id: machine.id, drive, path, force });
  show(output, { id: machine.id, drive, path }, () => [`${path} is in ${drive} of ${machine.name}.`]);
}

/** `baton machine eject NAME` */
export async function machineEject(agent: Agent, output: Output, flags: MediaFlags): Promise<void> {
  const machine = await find(agent, flags.name);
  const drive = await driveOf(agent, machine.id, flags);
  await agent.api.media.eject.mutate({ id: machine.id, drive, force: flags.force ?? false });
  show(output, { id: machine.id, drive }, () => [`${drive} of ${machine.name} is empty.`]);
}

function usbLine({ bus, port, name, holder, refusal }: UsbView): string[] {
  const why = refusal && refusal.code !== 'guest.not-up' ? describeLine(refusal) : '';
  return [`${bus}-${port}`, name, holder ? `in ${holder.name}` : '', why];
}

function usbLines(devices: readonly UsbView[]): string[] {
  if (devices.length === 0) return ['No USB device is plugged in.'];
  // That the machine is off keeps them all from it: told once.
  const off = devices.map(({ refusal }) => refusal).find((refusal) => refusal?.code === 'guest.not-up');
  return [...table(devices.map(usbLine)), ...(off ? [describeLine(off)] : [])];
}

/** `baton machine usb NAME`: devices of the host, and who has each. */
export async function machineUsb(agent: Agent, output: Output, name: string): Promise<void> {
  const machine = await find(agent, name);
  const devices = await agent.api.usb.devices.query({ id: machine.id });
  show(output, devices, usbLines);
}

/** `baton machine attach NAME 1-4.2` and `detach`. */
export async function machinePlug(
  agent: Agent,
  output: Output,
  { name, socket, verb }: { name: string; socket: { bus: number; port: string }; verb: 'attach' | 'detach' },
) {
  const machine = await find(agent, name);
  await agent.api.usb[verb].mutate({ id: machine.id, ...socket });
  const said = verb === 'attach' ? 'is attached to' : 'is not in';
  show(output, { id: machine.id, ...socket }, () => [`${socket.bus}-${socket.port} ${said} ${machine.name}.`]);
}

/** `baton machine keys NAME ctrl alt delete`: pressed together. */
export async function machineKeys(agent: Agent, output: Output, { name, keys }: { name: string; keys: string[] }) {
  const machine = await find(agent, name);
  await agent.api.keyboard.press.mutate({ id: machine.id, keys });
  show(output, { id: machine.id, keys }, () => [`${keys.join('+')} pressed.`]);
}

/** `baton machine text NAME TEXT --layout de` */
export async function machineText(
  agent: Agent,
  output: Output,
  { name, text, layout }: { name: string; text: string; layout: KeyboardLayout },
) {
  const machine = await find(agent, name);
  await agent.api.keyboard.type.mutate({ id: machine.id, text, layout });
  show(output, { id: machine.id }, () => [`Typed to ${machine.name}.`]);
}
