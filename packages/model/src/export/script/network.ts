import { toCommandLine } from '../shell-words';
import { bash, nothing, type ScriptPart, type WriteScriptPart } from './part';

const BRIDGE = 'batonxbr';
const TABLE = 'baton_export';
const SUBNET = '192.168.99.0/24';
const GATEWAY = '192.168.99.1';

/** The guide's network: a bridge of our own with NAT on 192.168.99.0/24. */
export const nat: WriteScriptPart = ({ profile, alone }) => {
  const wanted = profile.nics.some(({ connection }) => connection.kind === 'nat');
  if (!wanted) return nothing();
  const { run } = alone.paths;
  const dnsmasq = toCommandLine([
    ...['dnsmasq', '--conf-file=/dev/null', `--pid-file=${run}/dnsmasq.pid`, `--interface=${BRIDGE}`],
    ...['--except-interface=lo', '--bind-interfaces', '--dhcp-range=192.168.99.2,192.168.99.254,255.255.255.0,12h'],
    ...['--dhcp-sequential-ip', '--dhcp-authoritative', `--dhcp-leasefile=${run}/dnsmasq.leases`],
  ]);
  return {
    root: true,
    defines: [`has_nat='' was_forwarding=''`],
    checks: bash(`
      [ -z "$(ip -4 route show ${SUBNET})" ] || die "${SUBNET} is taken on this host, perhaps by a machine of Baton's: $(ip -4 route show ${SUBNET})"
      command -v nft >/dev/null || die "nft is missing. Install the package nftables."
    `),
    before: bash(`
      ip link add ${BRIDGE} type bridge
      has_nat=yes
      ip addr add ${GATEWAY}/24 dev ${BRIDGE}
      ip link set ${BRIDGE} up
      nft -f - <<'END'
      table inet ${TABLE} {
        chain after {
          type nat hook postrouting priority srcnat;
          ip saddr ${SUBNET} oifname != "${BRIDGE}" masquerade
        }
        chain through {
          type filter hook forward priority filter;
          iifname "${BRIDGE}" accept
          oifname "${BRIDGE}" ct state established,related accept
        }
      }
      END
      was_forwarding=$(cat /proc/sys/net/ipv4/ip_forward)
      put 1 /proc/sys/net/ipv4/ip_forward
      if command -v dnsmasq >/dev/null; then
        ${dnsmasq}
      else
        say "dnsmasq is missing: give the guest 192.168.99.2/24 with gateway ${GATEWAY} by hand."
      fi
    `),
    after: bash(`
      [ ! -e ${run}/dnsmasq.pid ] || kill "$(cat ${run}/dnsmasq.pid)" || true
      [ "$was_forwarding" != 0 ] || put 0 /proc/sys/net/ipv4/ip_forward
      if [ -n "$has_nat" ]; then
        nft delete table inet ${TABLE}
        ip link del ${BRIDGE}
      fi
    `),
  };
};

/** A tap device for each card on a bridge: ours, or one that is there. */
export const taps: WriteScriptPart = ({ profile, alone }) => {
  const cards = profile.nics.flatMap(({ connection }, index) => {
    const ifname = alone.facts.nics[index]?.ifname;
    if (ifname === undefined || (connection.kind !== 'nat' && connection.kind !== 'bridge')) return [];
    return [{ ifname, bridge: connection.kind === 'nat' ? BRIDGE : connection.bridge, own: connection.kind === 'nat' }];
  });
  if (cards.length === 0) return nothing();
  return {
    root: true,
    checks: cards
      .filter(({ own }) => !own)
      .map(({ bridge }) => `[ -d /sys/class/net/${bridge}/bridge ] || die "The bridge ${bridge} is not there."`),
    defines: ['taps=()'],
    before: cards.flatMap(({ ifname, bridge }) => [
      `ip tuntap add dev ${ifname} mode tap vnet_hdr \${RUN_AS:+user "$RUN_AS"}`,
      `taps+=(${ifname})`,
      `ip link set ${ifname} master ${bridge} up`,
    ]),
    after: [`for tap in "\${taps[@]}"; do ip link del "$tap"; done`],
  };
};

/** passt in the background; it ends when QEMU closes its socket. */
export const passt: WriteScriptPart = ({ profile, alone }): ScriptPart => {
  const commands = profile.nics.flatMap(({ connection }, index) => {
    const socket = alone.facts.nics[index]?.passt;
    if (connection.kind !== 'passt' || socket === undefined) return [];
    const forwards = connection.forwards.flatMap(({ protocol, hostAddress, hostPort, guestPort }) => [
      protocol === 'tcp' ? '--tcp-ports' : '--udp-ports',
      `${hostAddress}/${hostPort}:${guestPort}`,
    ]);
    const command = toCommandLine(['passt', '--quiet', '--one-off', '--socket', socket, ...forwards]);
    return [`rm -f ${toCommandLine([socket])}`, `${command} "\${passt_user[@]}"`];
  });
  if (commands.length === 0) return nothing();
  return {
    checks: ['command -v passt >/dev/null || die "passt is missing. Install the package passt."'],
    before: [
      'passt_user=() # passt leaves root for nobody, who may not enter our folder',
      `[ "$(id -u)" -ne 0 ] || passt_user=(--runas "\${RUN_AS:-root}")`,
      ...commands,
    ],
  };
};
