// @ts-check
/** @typedef {import('./hands.mjs').Hands} Hands */

/** The laptop's discrete GPU, as a person at the keyboard sees it: straight from the kernel, never from our agent. */
export const PORT = '0000:00:01.0';
export const GPU = '0000:01:00.0';
export const AUDIO = '0000:01:00.1';
export const FUNCTIONS = [GPU, AUDIO];
export const HOST_DRIVERS = { [GPU]: 'bochs-drm', [AUDIO]: 'snd_hda_intel' };
export const VFIO_DRIVERS = { [GPU]: 'vfio-pci', [AUDIO]: 'vfio-pci' };

/** @param {string} address @param {string} attribute */
export const attribute = (address, attribute) => `/sys/bus/pci/devices/${address}/${attribute}`;

/** Driver of each function; `-` for none. @param {Hands} hands @returns {Promise<Record<string, string>>} */
export async function drivers(hands) {
  const links = await Promise.all(FUNCTIONS.map((each) => hands.run(['readlink', attribute(each, 'driver')])));
  return Object.fromEntries(
    FUNCTIONS.map((each, index) => [each, links[index]?.stdout.trim().split('/').at(-1) || '-']),
  );
}

/** Everything that a hand-over changes and a return must restore. @param {Hands} hands */
export async function belongings(hands) {
  const names = ['driver_override', 'power/control', 'd3cold_allowed'];
  const paths = [PORT, ...FUNCTIONS].flatMap((address) => names.map((name) => attribute(address, name)));
  const texts = await hands.read(...paths);
  return { drivers: await drivers(hands), ...Object.fromEntries(paths.map((path, index) => [path, texts[index]])) };
}

/** The first register, by port I/O, which wakes nobody: `ffffffff` without power. @param {Hands} hands @param {string} address */
export async function idRegister(hands, address) {
  const { stdout } = await hands.run(['setpci', '-A', 'intel-conf1', '-s', address, '0.l']);
  return stdout.trim() || 'ffffffff';
}

/** What the switch says: `ON` or `OFF`. @param {Hands} hands */
export async function bbswitch(hands) {
  return (await hands.must(['cat', '/proc/acpi/bbswitch'])).split(' ')[1];
}

/** Writes as `echo` does; fails with the kernel's words. @param {Hands} hands @param {string} path @param {string} text */
export async function write(hands, path, text) {
  const { code, stderr } = await hands.run(['sh', '-c', 'printf "%s\\n" "$2" >"$1"', 'sh', path, text]);
  if (code !== 0) throw new Error(stderr.trim());
}

/** Lines that the kernel logged since `mark`, a number of lines. @param {Hands} hands @param {number} [mark] */
export async function kernelLog(hands, mark = 0) {
  return (await hands.must(['dmesg'])).split('\n').slice(mark);
}

/** Works when the card and its sound have a driver that talks to them. @param {Hands} hands */
export async function soundWorks(hands) {
  const { stdout } = await hands.sh(
    `ls -d ${attribute(AUDIO, 'sound')}/card*/hwC*D* 2>/dev/null; ls ${attribute(AUDIO, '')} | grep -c ^hdaudio`,
  );
  return /hdaudio|hwC/.test(stdout) || Number(stdout.trim().split('\n').at(-1)) > 0;
}
