import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '@baton/model/keyboard/layouts';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Agent } from '../agent';
import type { Output } from '../output';
import { BOARD_BUTTONS, type BoardButton, machineGuest, machinePress } from './guest';
import { machineEject, machineInsert, machineKeys, machineMedia, machinePlug, machineText, machineUsb } from './live';
import { machineScreenshot } from './screenshot';

/** Connects and runs one command. */
type Speak = (command: (agent: Agent, output: Output) => Promise<void>) => Promise<void>;
type DriveFlags = { drive?: string; force?: boolean };

/** Discs, USB devices, keys and the screen of a machine that is up: under `baton machine`. */
export function addLiveCommands(machine: Command, speak: Speak): void {
  machine
    .command('guest <name>')
    .description('what its guest agent tells: system, name, addresses')
    .action((name: string) => speak((agent, output) => machineGuest(agent, output, name)));
  machine
    .command('press <name>')
    .description('press the power button and nothing more, send an NMI, or wake a guest that sleeps')
    .addArgument(new Argument('<button>').choices(BOARD_BUTTONS))
    .action((name: string, button: BoardButton) =>
      speak((agent, output) => machinePress(agent, output, { name, button })),
    );
  machine
    .command('media <name>')
    .description('what is in its drives')
    .action((name: string) => speak((agent, output) => machineMedia(agent, output, name)));
  machine
    .command('insert <name> <path>')
    .description('put an ISO of the storage folders into a drive; the profile stays as it is')
    .option('--drive <id>', 'which drive; the first unless told')
    .option('--force', 'also when the guest keeps the tray shut')
    .action((name: string, path: string, flags: DriveFlags) =>
      speak((agent, output) => machineInsert(agent, output, { ...flags, name, path })),
    );
  machine
    .command('eject <name>')
    .description('take the disc out of a drive')
    .option('--drive <id>', 'which drive; the first unless told')
    .option('--force', 'also when the guest keeps the tray shut')
    .action((name: string, flags: DriveFlags) =>
      speak((agent, output) => machineEject(agent, output, { ...flags, name })),
    );
  machine
    .command('usb <name>')
    .description('USB devices of the host, and which machine has each')
    .action((name: string) => speak((agent, output) => machineUsb(agent, output, name)));
  for (const verb of ['attach', 'detach'] as const) {
    machine
      .command(`${verb} <name>`)
      .description(`${verb} a USB device of the host, by its socket`)
      .argument('<socket>', 'bus and port, as 1-4.2', socketOf)
      .action((name: string, socket: { bus: number; port: string }) =>
        speak((agent, output) => machinePlug(agent, output, { name, socket, verb })),
      );
  }
  machine
    .command('keys <name> <keys...>')
    .description("press keys together, by QEMU's names: ctrl alt delete")
    .action((name: string, keys: string[]) => speak((agent, output) => machineKeys(agent, output, { name, keys })));
  machine
    .command('text <name> <text>')
    .description('type a text')
    .addOption(
      new Option('--layout <layout>', "the guest's keyboard")
        .choices(KEYBOARD_LAYOUTS)
        .default('us' satisfies KeyboardLayout),
    )
    .action((name: string, text: string, { layout }: { layout: KeyboardLayout }) =>
      speak((agent, output) => machineText(agent, output, { name, text, layout })),
    );
  machine
    .command('screenshot <name> <file>')
    .description('write its screen into a file, as PNG')
    .option('--small', 'at most 320 wide')
    .action((name: string, file: string, { small }: { small?: boolean }) =>
      speak((agent, output) => machineScreenshot(agent, output, { name, file, ...(small && { small }) })),
    );
}

function socketOf(text: string): { bus: number; port: string } {
  const [, bus, port] = /^(\d{1,3})-(\d{1,2}(?:\.\d{1,2}){0,6})$/.exec(text) ?? [];
  if (bus === undefined || port === undefined) throw new InvalidArgumentError('Use bus and port, as 1-4.2.');
  return { bus: Number(bus), port };
}
