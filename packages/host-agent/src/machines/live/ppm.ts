/** Three bytes a pixel, red first, row by row from the top. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** A binary PPM as QEMU writes it: `P6`, width, height, 255, then the pixels (ppm(5)). @throws Error when it is none */
export function readPpm(bytes: Buffer): Image {
  const header = /^P6\s(\d+)\s(\d+)\s255\s/.exec(bytes.toString('latin1', 0, 64));
  if (!header) throw new Error('QEMU wrote no PPM');
  const [text, width, height] = [header[0], Number(header[1]), Number(header[2])];
  const pixels = bytes.subarray(text.length, text.length + width * height * 3);
  if (pixels.length < width * height * 3) throw new Error('QEMU wrote half a PPM');
  return { width, height, pixels };
}

/** At most `maxWidth` wide, each pixel the mean of those that it stands for. */
export function smaller(image: Image, maxWidth: number): Image {
  if (image.width <= maxWidth) return image;
  const width = maxWidth;
  const height = Math.max(1, Math.round((image.height * maxWidth) / image.width));
  const pixels = Buffer.alloc(width * height * 3);
  const edge = (index: number, count: number, size: number) => Math.floor((index * size) / count);
  for (let y = 0; y < height; y += 1) {
    const top = edge(y, height, image.height);
    const bottom = Math.max(top + 1, edge(y + 1, height, image.height));
    for (let x = 0; x < width; x += 1) {
      const left = edge(x, width, image.width);
      const right = Math.max(left + 1, edge(x + 1, width, image.width));
      pixels.set(mean(image, { top, bottom, left, right }), (y * width + x) * 3);
    }
  }
  return { width, height, pixels };
}

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function mean({ width, pixels }: Image, { top, bottom, left, right }: Box): [number, number, number] {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3) {
      red += pixels[at] ?? 0;
      green += pixels[at + 1] ?? 0;
      blue += pixels[at + 2] ?? 0;
    }
  }
  const count = (bottom - top) * (right - left);
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}
