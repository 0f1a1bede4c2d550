import { may } from '@baton/model/access/roles';
import type { Logger } from 'pino';
import type { SerialPorts } from '../console/serial-ports';
import type { SessionSockets } from './session-sockets';
import { ViewerDoor } from './viewer-door';

/** A browser sends keys, or a text that was pasted. */
const MESSAGE_MAX_BYTES = 64 * 1024;

export interface SerialParts {
  readonly sockets: SessionSockets;
  readonly serialPorts: SerialPorts;
  readonly log: Logger;
}

/** The door to the machines' serial ports: who may see the machine reads, who may use its console also types. */
export function serialDoor({ sockets, serialPorts, log }: SerialParts): ViewerDoor {
  return new ViewerDoor({
    ...{ sockets, log },
    permission: 'machine.view',
    socket: { maxPayload: MESSAGE_MAX_BYTES },
    silent: 'The serial port does not answer',
    async open(machineId) {
      const line = await serialPorts.open(machineId);
      return (
        line && { join: (viewer, actor) => line.join(viewer, actor !== null && may(actor.role, 'machine.console')) }
      );
    },
  });
}
