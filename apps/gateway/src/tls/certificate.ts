import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, StartupFailure } from '../startup-failure';
import { writeFileAtomic } from './write-file-atomic';

const RENEW_BEFORE_MS = 30 * 86_400_000;

export interface Certificate {
  keyPem: string;
  certificatePem: string;
  /** SHA-256 of the certificate, as browsers print it: `AA:BB:...`. */
  fingerprint: string;
  madeNow: boolean;
}

/**
 * The certificate of this host, made on first use and kept: its fingerprint is what people trusted, so it survives a
 * change of names and addresses. It is made anew when it is within 30 days of its end, or does not fit its key. That is
 * looked at when the gateway starts, and a host restarts it more often than every 30 days.
 * @throws StartupFailure (73) when the state directory cannot be used.
 */
export async function loadCertificate(stateDir: string, hosts: () => string[], now = new Date()): Promise<Certificate> {
  const folder = join(stateDir, 'tls');
  const paths = { key: join(folder, 'key.pem'), certificate: join(folder, 'cert.pem') };
  try {
    const kept = await readKept(paths, now);
    if (kept) return kept;
    const { makeCertificate } = await import('./make-certificate');
    const made = await makeCertificate(hosts(), now);
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(paths.key, made.keyPem, 0o600);
    await writeFileAtomic(paths.certificate, made.certificatePem, 0o644);
    return { ...made, fingerprint: new X509Certificate(made.certificatePem).fingerprint256, madeNow: true };
  } catch (error) {
    throw unusable(folder, error);
  }
}

async function readKept(paths: { key: string; certificate: string }, now: Date): Promise<Certificate | undefined> {
  const [keyPem, certificatePem] = await Promise.all([readIfThere(paths.key), readIfThere(paths.certificate)]);
  if (keyPem === undefined || certificatePem === undefined) return undefined;
  const certificate = fitting(certificatePem, keyPem);
  if (!certificate || Date.parse(certificate.validTo) - now.getTime() < RENEW_BEFORE_MS) return undefined;
  // A copied or restored key may have lost its mode; where the folder is read-only it stays as it is.
  await chmod(paths.key, 0o600).catch(() => undefined);
  return { keyPem, certificatePem, fingerprint: certificate.fingerprint256, madeNow: false };
}

/** The certificate, if it reads and belongs to the key: a cut between the two writes leaves a pair that does not. */
function fitting(certificatePem: string, keyPem: string): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(certificatePem);
    return certificate.checkPrivateKey(createPrivateKey(keyPem)) ? certificate : undefined;
  } catch {
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function unusable(folder: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new StartupFailure(
    EXIT.cannotCreate,
    `The certificate cannot be kept in "${folder}" (${code}): make that directory readable and writable for this user, or set BATON_STATE_DIR to another one.`,
  );
}

function codeOf(error: unknown): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : code;
}
