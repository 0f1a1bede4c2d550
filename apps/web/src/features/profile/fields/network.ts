import type { Nic, NicConnection } from '@baton/model/profile/network';
import { choices, type FieldTable } from './field-words';

export const NETWORK_FIELDS = {
  nics: { label: 'Network cards', find: 'nic netdev ethernet' },
  'nics.*': { label: 'Network card', find: '-net -netdev' },
  'nics.*.connection': {
    label: 'Connected',
    find: 'user slirp tap bridge br0 nat passt netdev dhcp internet',
    choices: choices<NicConnection['kind']>({
      user: ['Through QEMU', 'Reaches out; only forwarded ports reach in. Needs nothing from the host.'],
      passt: ['Through passt', 'The same, faster and with IPv6. Needs passt.'],
      nat: ['By NAT of the host', 'A network of its own, 192.168.99.0/24, that the host and other machines reach.'],
      bridge: ['On a bridge', 'A member of the host’s network, with an address from its router.'],
    }),
  },
  'nics.*.connection.bridge': {
    label: 'Bridge',
    hint: 'One that the host has. Wi-Fi cannot be bridged.',
    find: 'br0 virbr0',
  },
  'nics.*.connection.forwards': { label: 'Forwarded ports', find: 'hostfwd port forward rdp 3389 ssh 22' },
  'nics.*.connection.forwards.*': { label: 'Forwarded port' },
  'nics.*.connection.forwards.*.protocol': { label: 'Protocol', choices: choices({ tcp: 'TCP', udp: 'UDP' }) },
  'nics.*.connection.forwards.*.hostAddress': {
    label: 'Open to',
    choices: choices({ '127.0.0.1': 'This laptop', '0.0.0.0': 'The whole network' }),
  },
  'nics.*.connection.forwards.*.hostPort': { label: 'Port here' },
  'nics.*.connection.forwards.*.guestPort': { label: 'Port inside' },
  'nics.*.model': {
    label: 'Card',
    hint: 'virtio is fastest and needs a driver in Windows; the others work everywhere.',
    find: 'virtio-net e1000e rtl8139 model',
    choices: choices<Nic['model']>({ virtio: 'virtio', e1000e: 'Intel e1000e', rtl8139: 'Realtek 8139' }),
  },
  'nics.*.mac': {
    label: 'Address (MAC)',
    hint: 'Empty: Baton gives one and keeps it.',
    find: 'mac hardware address macaddr',
  },
} satisfies FieldTable;
