/**
 * An .Xauthority file with one cookie for every display (Xau(3)), so that other people of this computer cannot look at
 * the display or type into it. Pure.
 */

const ANY_ADDRESS = 0xffff;
const NAME = "MIT-MAGIC-COOKIE-1";

/** `cookie`: 16 random bytes. */
export function authorityFile(cookie: Buffer): Buffer {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(ANY_ADDRESS);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from(NAME, "latin1"), cookie];
  return Buffer.concat([family, ...fields.map(counted)]);
}

function counted(field: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(field.length);
  return Buffer.concat([length, field]);
}
