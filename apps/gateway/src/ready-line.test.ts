import { expect, it } from 'vitest';
import { readConfig } from './config';
import { readyLine } from './ready-line';

it('names no address of the LAN when only this computer can connect', () => {
  expect(readyLine(readConfig({ BATON_TLS: 'off' }), 8443, undefined)).toEqual({
    event: 'ready',
    url: 'http://localhost:8443',
    port: 8443,
    tls: false,
    fingerprint: null,
    addresses: [],
  });
});

it('leads to the one address that it was bound to', () => {
  const line = readyLine(readConfig({ BATON_BIND: 'fd00::2' }), 443, 'AA:BB');
  expect(line).toMatchObject({ url: 'https://[fd00::2]:443', addresses: ['fd00::2'], fingerprint: 'AA:BB' });
});
