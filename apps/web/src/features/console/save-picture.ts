/** Saves a picture as `<machine> <date> <time>.png`. @returns the file's name, or undefined when there is no picture. */
export function savePicture(machineName: string, picture: Blob | null): string | undefined {
  if (!picture) return undefined;
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-');
  const name = `${machineName} ${date} ${time}.png`;
  const url = URL.createObjectURL(picture);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}
