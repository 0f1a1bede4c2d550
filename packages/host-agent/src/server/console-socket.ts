import type { Logger } from 'pino';
import type { Screens } from '../console/screen';
import type { SessionSockets } from './session-sockets';
import { ViewerDoor } from './viewer-door';

/** A browser sends key presses and at most a clipboard. */
const MESSAGE_MAX_BYTES = 1024 * 1024;

export interface ConsoleParts {
  readonly sockets: SessionSockets;
  readonly screens: Screens;
  readonly log: Logger;
}

/** The door to the machines' screens. Every viewer has a connection of its own to QEMU. */
export function consoleDoor({ sockets, screens, log }: ConsoleParts): ViewerDoor {
  return new ViewerDoor({
    ...{ sockets, log },
    permission: 'machine.console',
    socket: {
      maxPayload: MESSAGE_MAX_BYTES,
      // A browser that asks for a protocol fails when it gets none; one that does not ask must not get one.
      handleProtocols: (asked) => (asked.has('binary') ? 'binary' : false),
    },
    silent: 'The screen does not answer',
    open: (machineId) => screens.open(machineId),
  });
}
