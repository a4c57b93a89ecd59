/** How many colours a PNG of 24-bit RGB without filters has, as the local world writes them. */
import { inflateSync } from "node:zlib";

const SIGNATURE_BYTES = 8;

export function pngChunks(png: Buffer): ReadonlyMap<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return chunks;
}

export function coloursOf(png: Buffer): number {
  const chunks = pngChunks(png);
  const width = chunks.get("IHDR")?.readUInt32BE(0) ?? 0;
  const rows = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
  const colours = new Set<number>();
  for (let start = 1; start < rows.length; start += width * 3 + 1) {
    for (let x = start; x < start + width * 3; x += 3) colours.add(rows.readUIntBE(x, 3));
  }
  return colours.size;
}
