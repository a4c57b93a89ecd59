/**
 * A window dump of X (XWDFile.h), as Xvfb keeps its screen in a file: the header in big-endian words, a colour table, then
 * rows of pixels. Only what Xvfb writes for 24 bits is read. Pure.
 */

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row from the top. */
  readonly rgb: Buffer;
}

/** Positions of words in the header. */
const HEADER = {
  ...{
    size: 0,
    version: 1,
    format: 2,
    width: 4,
    height: 5,
    byteOrder: 7,
    bitsPerPixel: 11,
    bytesPerLine: 12,
  },
  ...{ redMask: 14, greenMask: 15, blueMask: 16, colours: 19 },
};
const HEADER_WORDS = 25;
const COLOUR_BYTES = 12;
const EXPECTED = { version: 7, format: 2, byteOrder: 0, bitsPerPixel: 32 } as const;
const MASKS = { redMask: 0xff0000, greenMask: 0xff00, blueMask: 0xff } as const;
const MAX_SIDE = 8_192;

/** Undefined for a file that is not whole yet, or of another kind. */
export function readWindowDump(file: Buffer): Picture | undefined {
  if (file.length < HEADER_WORDS * 4) return undefined;
  const word = (name: keyof typeof HEADER): number => file.readUInt32BE(HEADER[name] * 4);
  const expected = Object.entries({ ...EXPECTED, ...MASKS }) as [keyof typeof HEADER, number][];
  if (!expected.every(([name, value]) => word(name) === value)) return undefined;
  const [width, height, lineBytes] = [word("width"), word("height"), word("bytesPerLine")];
  const start = word("size") + word("colours") * COLOUR_BYTES;
  if (width > MAX_SIDE || height > MAX_SIDE || lineBytes < width * 4) return undefined;
  if (file.length < start + lineBytes * height) return undefined;
  const rgb = Buffer.alloc(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = start + y * lineBytes;
    for (let x = 0; x < width; x += 1) {
      // Least significant byte first: blue, green, red, nothing.
      rgb[to] = file[from + 2] ?? 0;
      rgb[to + 1] = file[from + 1] ?? 0;
      rgb[to + 2] = file[from] ?? 0;
      [from, to] = [from + 4, to + 3];
    }
  }
  return { width, height, rgb };
}
