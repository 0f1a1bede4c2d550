import { device, giveBack, integer, method, name, packageOf, scope, text, ZERO } from './aml';
import { ssdt } from './ssdt';

const MILLIWATT_HOURS = 50_000;
const MILLIVOLTS = 12_000;

/**
 * A battery that is full and never drains (ACPI 6.5, 10.2.2): some mobile drivers refuse to run in a computer without one.
 */
export function batteryTable(): Uint8Array {
  const information = packageOf([
    ZERO, // in milliwatts
    integer(MILLIWATT_HOURS), // as designed
    integer(MILLIWATT_HOURS), // when last full
    integer(1), // can be charged
    integer(MILLIVOLTS),
    integer(MILLIWATT_HOURS / 10), // warning
    integer(MILLIWATT_HOURS / 20), // low
    integer(100), // steps between them
    integer(100),
    text('Baton'),
    text('1'),
    text('LION'),
    text('Baton'),
  ]);
  // Neither charging nor draining, at no rate.
  const status = packageOf([ZERO, ZERO, integer(MILLIWATT_HOURS), integer(MILLIVOLTS)]);
  const constant = (path: string, value: readonly number[]) => method(path, { args: 0 }, [giveBack(value)]);
  return ssdt('BTNBAT', [
    scope('\\_SB', [
      device('BAT0', [
        name('_HID', PNP0C0A),
        name('_UID', ZERO),
        constant('_STA', integer(0x1f)),
        constant('_BIF', information),
        constant('_BST', status),
        name('_PCL', packageOf([[0x5c, ...[...'_SB_'].map((character) => character.charCodeAt(0))]])),
      ]),
    ]),
  ]);
}

/** EISAID("PNP0C0A"), three letters of five bits and four hexadecimal digits (ACPI 6.5, 19.6.38). */
const PNP0C0A = [0x0c, 0x41, 0xd0, 0x0c, 0x0a];
