import { describe, expect, it } from 'vitest';
import { headersForAgent } from './forwarded-headers';

const client = { address: '192.168.1.9', tls: true };

describe('headersForAgent', () => {
  it('never passes an authorization header', () => {
    expect(headersForAgent({ authorization: 'Bearer local-operator' }, client)).not.toHaveProperty('authorization');
  });

  it('passes the cookie, the host and the origin', () => {
    const headers = { cookie: 'session=1', host: 'laptop.local', origin: 'https://laptop.local' };
    expect(headersForAgent(headers, client)).toMatchObject(headers);
  });

  it('says itself who asks and how, whatever the client claims', () => {
    const claims = {
      'x-forwarded-for': '127.0.0.1',
      'x-baton-client-address': '127.0.0.1',
      'x-baton-role': 'admin',
      'x-real-ip': '::1',
      forwarded: 'for=::1',
    };
    expect(headersForAgent(claims, client)).toEqual({
      'x-baton-client-address': '192.168.1.9',
      'x-baton-scheme': 'https',
    });
    expect(headersForAgent({}, { ...client, tls: false })['x-baton-scheme']).toBe('http');
  });

  it('keeps back the headers of one connection, and those that Connection names', () => {
    const headers = {
      connection: 'close, X-Secret',
      'x-secret': '1',
      te: 'trailers',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      accept: '*/*',
    };
    expect(Object.keys(headersForAgent(headers, client))).toEqual([
      'accept',
      'x-baton-client-address',
      'x-baton-scheme',
    ]);
  });

  it('keeps its own headers when Connection names them', () => {
    expect(headersForAgent({ connection: 'x-baton-client-address' }, client)['x-baton-client-address']).toBe(
      '192.168.1.9',
    );
  });
});
