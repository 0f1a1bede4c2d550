import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCertificate } from './certificate';

const DAY_MS = 86_400_000;
const hosts = () => ['laptop', 'localhost', '127.0.0.1', '192.168.1.5', 'fd00::2'];

describe('loadCertificate', () => {
  let stateDir: string;
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'baton-tls-'));
  });
  afterEach(() => rm(stateDir, { recursive: true }));

  it('makes a server certificate for the names and addresses of this host', async () => {
    const certificate = new X509Certificate((await loadCertificate(stateDir, hosts)).certificatePem);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    for (const address of ['127.0.0.1', '192.168.1.5', 'fd00::2']) expect(certificate.checkIP(address)).toBe(address);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect((Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS).toBeLessThanOrEqual(825);
  });

  it('lets nobody else read the key, and leaves no temporary file', async () => {
    await loadCertificate(stateDir, hosts);
    expect((await stat(join(stateDir, 'tls/key.pem'))).mode & 0o777).toBe(0o600);
    expect((await readdir(join(stateDir, 'tls'))).sort()).toEqual(['cert.pem', 'key.pem']);
  });

  it('keeps the certificate when the addresses change', async () => {
    const first = await loadCertificate(stateDir, hosts);
    const second = await loadCertificate(stateDir, () => ['10.0.0.9']);
    expect(first.madeNow).toBe(true);
    expect(second).toMatchObject({ madeNow: false, fingerprint: first.fingerprint });
  });

  it('makes a new one when the old one ends within 30 days', async () => {
    const first = await loadCertificate(stateDir, hosts);
    const soon = new Date(Date.parse(new X509Certificate(first.certificatePem).validTo) - 29 * DAY_MS);
    expect(await loadCertificate(stateDir, hosts, soon)).toMatchObject({ madeNow: true });
  });

  it('makes a new one when key and certificate do not belong together, or do not read', async () => {
    const first = await loadCertificate(stateDir, hosts);
    await rm(join(stateDir, 'tls/key.pem'));
    const second = await loadCertificate(stateDir, hosts);
    await writeFile(join(stateDir, 'tls/cert.pem'), first.certificatePem);
    expect((await loadCertificate(stateDir, hosts)).fingerprint).not.toBe(first.fingerprint);
    await writeFile(join(stateDir, 'tls/cert.pem'), 'garbage');
    expect((await loadCertificate(stateDir, hosts)).madeNow).toBe(true);
    expect(await readFile(join(stateDir, 'tls/key.pem'), 'utf8')).not.toBe(second.keyPem);
  });

  it('says what to do when the state directory cannot be used', async () => {
    const file = join(stateDir, 'file');
    await writeFile(file, '');
    await expect(loadCertificate(join(file, 'state'), hosts)).rejects.toMatchObject({
      exitCode: 73,
      message: expect.stringContaining('BATON_STATE_DIR'),
    });
  });
});
