import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import { writeRom } from '@baton/model/rom/write';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixtureHost } from './fixture-host';

const GPU = pciAddress('0000:01:00.0');
const ROM = writeRom([{ type: 'legacy', vendorId: '10de', deviceId: '1bb6' }]);

let host: FixtureHost;
let saved: string;
beforeEach(() => {
  host = new FixtureHost();
  host.function({ address: GPU, attributes: { vendor: '0x10de' } });
  saved = join(host.root, 'saved.rom');
  host.write('card.rom', Buffer.from(ROM));
  host.write('sys/devices/pci0000:00/0000:01:00.0/rom', '');
  // A dd whose kernel gives the ROM only while it was told to show it.
  host.program(
    'dd',
    `for word; do case "$word" in of=*/rom) read -r line; echo "$line" >>${host.root}/told; exit 0;; esac; done
[ "$(tail -n 1 ${host.root}/told)" = 1 ] || exit 9
[ -e ${host.root}/broken ] && { echo "dd: error reading 'rom': Input/output error" >&2; exit 1; }
exec /usr/bin/dd if=${host.root}/card.rom "$2" status=none`,
  );
  host.program('dmesg', `[ -e ${host.root}/broken ] && cat ${host.root}/broken; exit 0`);
});
afterEach(() => host.remove());

describe('the ROM of a real card', () => {
  it('is shown, copied and hidden again', async () => {
    expect(await host.hardware().rom.dump(GPU, saved)).toBe(true);
    expect(new Uint8Array(readFileSync(saved))).toEqual(ROM);
    expect(host.read('told')).toBe('1\n0\n');
  });

  it('is hidden again also when it cannot be read, and the kernel’s words are told', async () => {
    host.write('broken', '');
    await expect(host.hardware().rom.dump(GPU, saved)).rejects.toMatchObject({ words: 'Input/output error' });
    expect(host.read('told')).toBe('1\n0\n');
  });

  it('is no file on a card without one', async () => {
    expect(await host.hardware().rom.dump(pciAddress('0000:02:00.0'), saved)).toBe(false);
    expect(existsSync(saved)).toBe(false);
    expect(host.has('told')).toBe(false);
  });
});
