/** A PNG of 24-bit RGB rows, written with what Node has (https://www.w3.org/TR/png-3/). Pure. */
import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bits of a sample, colour type RGB, and the only methods there are, without interlacing. */
const KIND = [8, 2, 0, 0, 0];
const NO_FILTER = 0;
/** A picture a second of a page: speed counts, and zeros shrink at any level. */
const COMPRESSION = 1;

/** `rgb`: three bytes a pixel, row by row from the top. */
export function encodePng(width: number, height: number, rgb: Buffer): Buffer {
  const rowBytes = width * 3;
  if (rgb.length !== rowBytes * height) throw new RangeError("the rows do not fill the picture");
  const rows = Buffer.alloc((rowBytes + 1) * height, NO_FILTER);
  for (let y = 0; y < height; y += 1) {
    rgb.copy(rows, y * (rowBytes + 1) + 1, y * rowBytes, (y + 1) * rowBytes);
  }
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", Buffer.concat([size, Buffer.from(KIND)])),
    chunk("IDAT", deflateSync(rows, { level: COMPRESSION })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const covered = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(covered));
  return Buffer.concat([length, covered, check]);
}
