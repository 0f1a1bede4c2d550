/** Whether two IPv4 subnets (`192.168.0.0/16`; a bare address is a /32) share an address. What is no IPv4 subnet shares none. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  if (!a || !b) return false;
  const shift = 32 - Math.min(a.bits, b.bits);
  const size = 2 ** shift;
  return Math.floor(a.address / size) === Math.floor(b.address / size);
}

function parse(text: string): { readonly address: number; readonly bits: number } | null {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!found) return null;
  const bytes = found.slice(1, 5).map(Number);
  const bits = Number(found[5] ?? 32);
  if (bits > 32 || bytes.some((byte) => byte > 255)) return null;
  return { address: bytes.reduce((sum, byte) => sum * 256 + byte, 0), bits };
}
