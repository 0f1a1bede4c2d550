import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const DAY_MS = 86_400_000;
/** The longest that Apple's systems accept, even from a certificate that the user trusted by hand. */
const VALID_DAYS = 825;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** `ub-common-name` of RFC 5280. */
const COMMON_NAME_MAX = 64;

export interface CertificateFiles {
  keyPem: string;
  certificatePem: string;
}

/**
 * Makes a key and a self-signed server certificate for these names and addresses.
 * Loaded on demand: the library behind it is heavier than the rest of the gateway.
 */
export async function makeCertificate(hosts: readonly string[], now: Date): Promise<CertificateFiles> {
  cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  // A day back, for phones whose clock is late.
  const notBefore = new Date(now.getTime() - DAY_MS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    signingAlgorithm: ALGORITHM,
    name: [{ CN: [`Baton on ${hosts[0] ?? 'localhost'}`.slice(0, COMMON_NAME_MAX)] }],
    notBefore,
    notAfter: new Date(notBefore.getTime() + VALID_DAYS * DAY_MS),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map(generalName)),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { keyPem: `${PemConverter.encode(key, 'PRIVATE KEY')}\n`, certificatePem: `${certificate.toString('pem')}\n` };
}

function generalName(host: string): JsonGeneralName {
  return { type: isIP(host) === 0 ? 'dns' : 'ip', value: host };
}
