/** What one image of a vBIOS is. */
export interface RomImage {
  /** Bytes from the start of the chain. */
  readonly offset: number;
  readonly length: number;
  readonly type: 'legacy' | 'open-firmware' | 'hp-pa' | 'uefi' | 'unknown';
  readonly vendorId: string;
  readonly deviceId: string;
  readonly otherDeviceIds: readonly string[];
  /** 24 bits as six hexadecimal digits: 030000. */
  readonly classCode: string;
  /** Sum of all bytes is 0; only a legacy image must have it. null = does not matter. */
  readonly checksumOk: boolean | null;
  /** Of a UEFI image. */
  readonly uefi: { readonly machine: string; readonly compressed: boolean } | null;
  readonly last: boolean;
}

export const ROM_FINDINGS = [
  'empty',
  'too-large',
  'all-same-byte',
  'no-image',
  'header-before-image',
  'chain-broken',
  'chain-without-end',
  'trailing-data',
  'bad-checksum',
  'other-vendor',
  'other-device',
  'not-display',
  'no-uefi-image',
  'no-legacy-image',
] as const;
export type RomFinding = (typeof ROM_FINDINGS)[number];

/** A vBIOS file in words. Offsets and lengths in bytes. */
export interface RomReport {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Where the chain begins; more than 0 = something stands before it. null = there is none. */
  readonly startsAt: number | null;
  readonly images: readonly RomImage[];
  readonly findings: readonly { readonly code: RomFinding; readonly severity: 'error' | 'warning' | 'info' }[];
  /** A copy without the bytes around the chain would be good. */
  readonly trim: { readonly from: number; readonly to: number } | null;
}

export const ROM_MAX_BYTES = 16 * 1024 * 1024;
