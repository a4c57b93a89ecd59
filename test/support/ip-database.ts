/**
 * A small database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/), written here because none ships with the
 * project. Records by CIDR range; of ranges that nest, the longest prefix holds.
 */
import { parseCidr } from "../../functions/core/ip-address.ts";

export type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

interface Shape {
  /** A tree for IPv4 alone holds no IPv6 ranges. */
  readonly ipVersion?: 4 | 6;
  readonly databaseType?: string;
  readonly formatVersion?: number;
}

const SEPARATOR_BYTES = 16;
const METADATA_MARKER = Buffer.from("abcdef4d61784d696e642e636f6d", "hex");

type Child = TreeNode | Leaf | undefined;
interface Leaf {
  readonly record: Value;
}
interface TreeNode {
  readonly children: [Child, Child];
}

/** As MaxMind and DB-IP write a country. */
export function inCountry(code: string): Value {
  return { country: { iso_code: code, names: { en: "Country" } } };
}

export function ipDatabase(records: Readonly<Record<string, Value>>, shape: Shape = {}): Buffer {
  const { ipVersion = 6, databaseType = "Test-Country", formatVersion = 2 } = shape;
  const root: TreeNode = { children: [undefined, undefined] };
  const ranges = Object.entries(records).map(([text, record]) => {
    const range = parseCidr(text);
    if (!range.ok) throw new TypeError(`${text}: ${range.error}`);
    const { family, first, prefixLength } = range.value;
    const lead = family === 4 && ipVersion === 6 ? 96 : 0;
    const width = ipVersion === 6 ? 128 : 32;
    const bits = first
      .toString(2)
      .padStart(width, "0")
      .slice(0, lead + prefixLength);
    return { bits, record };
  });
  for (const { bits, record } of ranges.toSorted((a, b) => a.bits.length - b.bits.length)) {
    insert(root, bits, { record });
  }
  return serialize(root, {
    binary_format_major_version: formatVersion,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: databaseType,
    description: { en: "Made for a test" },
    ip_version: ipVersion,
    languages: ["en"],
    record_size: 24,
  });
}

function insert(root: TreeNode, bits: string, leaf: Leaf): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const side = Number(bit);
    const below = node.children[side];
    // A shorter prefix is there already: it goes on holding on both sides.
    const next: TreeNode = below !== undefined && "children" in below ? below : { children: [below, below] };
    node.children[side] = next;
    node = next;
  }
  node.children[Number(bits.at(-1))] = leaf;
}

function serialize(root: TreeNode, metadata: Readonly<Record<string, Value>>): Buffer {
  const nodes: TreeNode[] = [root];
  for (const node of nodes)
    nodes.push(...node.children.filter((child) => child !== undefined && "children" in child));
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  const tree = Buffer.alloc(nodes.length * 6);
  const data: Buffer[] = [];
  let dataLength = 0;
  const pointerTo = (child: Child): number => {
    if (child === undefined) return nodes.length;
    if ("children" in child) return numbers.get(child) ?? nodes.length;
    const pointer = nodes.length + SEPARATOR_BYTES + dataLength;
    const encoded = encode(child.record);
    data.push(encoded);
    dataLength += encoded.length;
    return pointer;
  };
  for (const [number, { children }] of nodes.entries()) {
    tree.writeUIntBE(pointerTo(children[0]), number * 6, 3);
    tree.writeUIntBE(pointerTo(children[1]), number * 6 + 3, 3);
  }
  const described = encode({ ...metadata, node_count: nodes.length });
  return Buffer.concat([tree, Buffer.alloc(SEPARATOR_BYTES), ...data, METADATA_MARKER, described]);
}

const STRING = 2;
const UINT32 = 6;
const MAP = 7;
/** Beyond 7 a type stands in a byte of its own. */
const ARRAY = 11;

function encode(value: Value): Buffer {
  if (typeof value === "string") {
    const text = Buffer.from(value, "utf8");
    return Buffer.concat([control(STRING, text.length), text]);
  }
  if (typeof value === "number") {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(value);
    return Buffer.concat([control(UINT32, 4), number]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(ARRAY, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(MAP, entries.length), ...entries.flat().map(encode)]);
}

function control(type: number, size: number): Buffer {
  if (size >= 29) throw new RangeError("a test needs no texts or lists that long");
  return Buffer.from(type <= 7 ? [(type << 5) | size] : [size, type - 7]);
}
