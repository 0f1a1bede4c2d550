import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { MachineNetwork } from '../../../ports/outfit-means';
import type { HostCommands } from './host-commands';
import { droppedBy } from './nft-rules';

const DEADLINE_MS = 10_000;

export interface LinuxNetworkParts {
  /** Those of the network's namespace. */
  readonly commands: HostCommands;
  readonly devRoot: string;
}

const linksSchema = z.array(
  z.object({
    ifname: z.string(),
    master: z.string().optional(),
    linkinfo: z.object({ info_kind: z.string().optional() }).optional(),
  }),
);
const routesSchema = z.array(z.object({ dst: z.string(), dev: z.string().optional() }));

/** ip(8) and nft(8): each command is one change, and repeats are looked for first. */
export function linuxNetwork({ commands, devRoot }: LinuxNetworkParts): MachineNetwork {
  const ip = (...words: string[]): Promise<string> => commands.run(['ip', ...words], DEADLINE_MS);
  const forwarding = '/proc/sys/net/ipv4/ip_forward';

  const network: MachineNetwork = {
    async links() {
      // iproute2 prints empty objects for what its filter left out.
      const links = linksSchema.parse(withoutEmpty(await ip('-json', '-details', 'link', 'show')));
      return links.map(({ ifname, master, linkinfo }) => ({
        name: ifname,
        isBridge: linkinfo?.info_kind === 'bridge',
        master: master ?? null,
      }));
    },
    async routes() {
      const routes = routesSchema.parse(withoutEmpty(await ip('-json', '-4', 'route', 'show')));
      return routes.flatMap(({ dst, dev }) => (dst === 'default' ? [] : [{ subnet: dst, device: dev ?? '?' }]));
    },
    async makeTap({ name, bridge, uid }) {
      if (!(await has(name))) {
        const user = uid === null ? [] : ['user', String(uid)];
        await ip('tuntap', 'add', 'dev', name, 'mode', 'tap', ...user, 'vnet_hdr');
      }
      await ip('link', 'set', 'dev', name, 'master', bridge);
      await ip('link', 'set', 'dev', name, 'up');
    },
    async makeBridge({ name, address }) {
      // Without spanning tree and its delay a guest's first DHCP question is not lost.
      if (!(await has(name)))
        await ip('link', 'add', 'name', name, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0');
      await ip('address', 'replace', address, 'dev', name);
      await ip('link', 'set', 'dev', name, 'up');
    },
    async removeLink(name) {
      if (await has(name)) await ip('link', 'delete', 'dev', name);
    },
    async setNat(nat) {
      await commands.run(['nft', '-f', '-'], DEADLINE_MS, natRules(nat));
    },
    async removeNat(table) {
      await commands.run(['nft', '-f', '-'], DEADLINE_MS, `table inet ${table}\ndelete table inet ${table}\n`);
    },
    async isForwarding() {
      return (await commands.run(['cat', forwarding], DEADLINE_MS)).trim() === '1';
    },
    async setForwarding(on) {
      if ((await network.isForwarding()) === on) return;
      const argv = ['dd', `of=${forwarding}`, 'conv=nocreat,notrunc', 'status=none'] as const;
      await commands.run([...argv], DEADLINE_MS, on ? '1\n' : '0\n');
    },
    async forwardingBlockedBy() {
      const chains = await commands.run(['nft', '--json', 'list', 'chains'], DEADLINE_MS).catch(() => '{}');
      return droppedBy(chains);
    },
    async hasVhost() {
      const device = await open(join(devRoot, 'vhost-net'), 'r+').catch(() => null);
      await device?.close();
      return device !== null;
    },
  };

  async function has(name: string): Promise<boolean> {
    return (await network.links()).some((link) => link.name === name);
  }

  return network;
}

/**
 * Guests leave as this host; nobody outside begins a connection to one. Naming the table before deleting it makes the whole a
 * replacement that works when there is none (nft(8)).
 */
function natRules({ table, subnet, bridge }: Parameters<MachineNetwork['setNat']>[0]): string {
  return `table inet ${table}
delete table inet ${table}
table inet ${table} {
  chain outward {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${subnet} oifname != "${bridge}" masquerade
  }
  chain through {
    type filter hook forward priority filter; policy accept;
    iifname != "${bridge}" oifname "${bridge}" ct state established,related accept
    iifname != "${bridge}" oifname "${bridge}" drop
  }
}
`;
}

function withoutEmpty(json: string): unknown {
  const parsed: unknown = JSON.parse(json.trim() || '[]');
  return Array.isArray(parsed) ? parsed.filter((each) => Object.keys(each ?? {}).length > 0) : parsed;
}
