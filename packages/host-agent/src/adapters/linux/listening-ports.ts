import { readFile } from 'node:fs/promises';
import type { ListeningPort, ListeningPorts } from '../../ports/listening';

const ANY = new Set(['00000000', '00000000000000000000000000000000']);
/** TCP_LISTEN and, for UDP, a socket that is bound and not connected (include/net/tcp_states.h). */
const LISTENS = { tcp: '0A', udp: '07' } as const;

/** By the kernel's own tables (proc_net_tcp): trying to bind would take the port for a moment from whoever wants it. */
export function linuxListeningPorts(folder = '/proc/net'): ListeningPorts {
  const read = async (file: string, protocol: 'tcp' | 'udp') =>
    parse(await readFile(`${folder}/${file}`, 'utf8').catch(() => ''), protocol);
  return {
    async list() {
      const tables = [read('tcp', 'tcp'), read('tcp6', 'tcp'), read('udp', 'udp'), read('udp6', 'udp')];
      return (await Promise.all(tables)).flat();
    },
  };
}

function parse(table: string, protocol: 'tcp' | 'udp'): ListeningPort[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state !== LISTENS[protocol]) return [];
      return [{ protocol, address: addressOf(address), port: Number.parseInt(port, 16) }];
    });
}

/** The kernel prints each four bytes in the host's order; an IPv6 address other than `::` is no one's that we forward. */
function addressOf(hex: string): string {
  if (ANY.has(hex)) return 'any';
  const bytes = hex.length === 8 ? hex.match(/../g) : null;
  return bytes
    ? bytes
        .map((byte) => Number.parseInt(byte, 16))
        .reverse()
        .join('.')
    : hex;
}
