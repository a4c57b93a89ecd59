/** PURE: XML in bulk. What is repeated is given, how often follows from the room and the limits there are. */

export interface BulkShape {
  /** How many elements there may be, and how many characters. */
  readonly elements: number;
  readonly room: number;
  /** For all elements together. */
  readonly allAttributes: number;
  /** Each: plain attributes, or in the namespace of `xsi`, and declarations of namespaces nobody uses. */
  readonly attributes: number;
  readonly prefix: string;
  readonly declarations: number;
  /** Between two elements. */
  readonly gap: string;
}

/** One unit of the bulk, with a number of its own and the attributes that all have. */
export type WriteUnit = (number: number, attributes: string) => string;

export interface UnitSize {
  readonly elements: number;
  /** How many of them get the attributes. */
  readonly withAttributes: number;
}

/** As often as room and limits allow. */
export function bulkOf(shape: BulkShape, size: UnitSize, write: WriteUnit): string {
  const { elements, room, allAttributes, attributes, declarations, gap } = shape;
  const written = attributesOf(shape);
  // Names grow with the number in them, so the last one decides.
  const length = write(elements, written).length + gap.length;
  // One for what a unit has of its own, a Name or a Method.
  const attributesEach = size.withAttributes * (attributes + declarations) + 1;
  const count = Math.min(elements / size.elements, room / length, allAttributes / attributesEach);
  return Array.from({ length: Math.max(0, Math.floor(count)) }, (_, at) => write(at, written)).join(gap);
}

/** Elements inside each other, `depth` at a time. */
export function nested(depth: number, name: (level: number) => string, attributes: string): string {
  const levels = Array.from({ length: depth }, (_, level) => name(level));
  const starts = levels.map((level) => `<${level}${attributes}>`);
  return `${starts.join("")}${levels
    .toReversed()
    .map((level) => `</${level}>`)
    .join("")}`;
}

function attributesOf({ attributes, prefix, declarations }: BulkShape): string {
  const list = (count: number, write: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => write(at)).join("");
  return `${list(declarations, (at) => ` xmlns:n${at}="n"`)}${list(attributes, (at) => ` ${prefix}a${at}=""`)}`;
}
