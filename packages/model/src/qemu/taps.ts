/** Names of the tap devices that a command line gives to QEMU; the network options are ours (sections/nics.ts). */
export function tapsOf(commandLine: readonly string[]): readonly string[] {
  return commandLine.flatMap((word, index) => {
    if (commandLine[index - 1] !== '-netdev' || !word.startsWith('tap,')) return [];
    const name = /(?:^|,)ifname=([\w.-]{1,15})(?:,|$)/.exec(word)?.[1];
    return name === undefined ? [] : [name];
  });
}
