import { describe, expect, it } from 'vitest';
import { refusedInMonitor } from './monitor-console-refusals';
import { commandsOf } from './monitor-console-schema';

describe('what the monitor refuses', () => {
  it.each([
    ['quit', 'ends'],
    ['migrate', 'ends'],
    ['migrate-set-parameters', 'ends'],
    ['screendump', 'host-files'],
    ['pmemsave', 'host-files'],
    ['blockdev-add', 'host-files'],
    ['drive-mirror', 'host-files'],
    ['nbd-server-start', 'opens-door'],
    ['block-export-add', 'opens-door'],
    ['getfd', 'opens-door'],
    ['object-add', 'opens-door'],
    ['qmp_capabilities', 'connection'],
    ['human-monitor-command', 'hidden'],
    ['transaction', 'hidden'],
    ['blockdev-change-medium', 'host-files'],
    ['blockdev-snapshot-internal-sync', 'host-files'],
    ['qom-set', 'opens-door'],
    ['block-dirty-bitmap-add', 'unknown'],
    ['trace-event-set-state', 'unknown'],
    ['set-action', 'unknown'],
    ['x-blockdev-change', 'host-files'],
    ['what-qemu-99-brings', 'unknown'],
    ['query', 'unknown'],
    ['hasOwnProperty', 'unknown'],
    ['constructor', 'unknown'],
  ] as const)('refuses %s: %s', (command, because) => expect(refusedInMonitor(command)).toBe(because));

  it.each([
    ['chardev-remove', { id: 'qmp1' }],
    ['chardev-remove', { id: 'agent0' }],
    ['device_del', { id: 'gpu0' }],
    ['device_del', { id: '/machine/peripheral/gpu0' }],
    ['job-cancel', { id: 'baton-backup' }],
    ['block-job-set-speed', { device: 'baton-backup', speed: 1 }],
    ['job-resume', { id: 'baton-backup' }],
    ['block_resize', { 'node-name': 'disk0', size: 1 }],
  ])('does not let %s at what Baton relies on', (command, args) =>
    expect(refusedInMonitor(command, args)).toBe('ours-id'),
  );

  it('lets a person look, and take away what Baton does not rely on', () => {
    const looks = ['query-status', 'query-block', 'x-query-usb', 'qom-list', 'qom-list-types', 'qom-get'];
    const acts = ['stop', 'cont', 'system_reset', 'inject-nmi', 'send-key', 'balloon', 'eject'];
    for (const command of [...looks, ...acts]) expect(refusedInMonitor(command)).toBeNull();
    expect(refusedInMonitor('block-job-cancel', { device: 'by-hand' })).toBeNull();
    expect(refusedInMonitor('device_del', { id: 'extra-card' })).toBeNull();
  });
});

it('names arguments by words where the schema has numbers', () => {
  const schema = [
    { name: 'send-key', 'meta-type': 'command', 'arg-type': '7' },
    {
      name: '7',
      'meta-type': 'object',
      members: [
        { name: 'keys', type: '[8]' },
        { name: 'hold-time', type: 'int', default: null },
        { name: 'how', type: '9' },
      ],
    },
    { name: '8', 'meta-type': 'alternate', members: [{ type: '9' }, { type: 'str' }] },
    { name: '9', 'meta-type': 'enum', values: ['up', 'down'] },
    { name: 'int', 'meta-type': 'builtin' },
    { name: 'str', 'meta-type': 'builtin' },
    { name: 'RESET', 'meta-type': 'event' },
  ] as const;
  expect(commandsOf(schema)).toEqual([
    {
      name: 'send-key',
      arguments: [
        { name: 'keys', type: 'list of up | down or str', optional: false },
        { name: 'hold-time', type: 'int', optional: true },
        { name: 'how', type: 'up | down', optional: false },
      ],
    },
  ]);
});
