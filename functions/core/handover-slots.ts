/**
 * Templates of a handover, and the slots in them: `{context}`, `{userId}`, `{email}`, `{country}`. None is free text of
 * a person. Whatever else stands in braces is a fault, so that a misspelt slot never reaches an application as text.
 */

export const SLOTS = ["context", "userId", "email", "country"] as const;

export type Slot = (typeof SLOTS)[number];

/** Empty: the launch has none. */
export type SlotValues = Readonly<Record<Slot, string>>;

const BRACES = /\{([^\{\}]*)\}|[\{\}]/gv;

/** What stands in braces and is no slot, as it is written; a lone brace too. */
export function strangersIn(template: string): readonly string[] {
  return [...template.matchAll(BRACES)].filter(([, name = ""]) => !isSlot(name)).map(([written]) => written);
}

export function slotsIn(template: string): readonly Slot[] {
  return [...template.matchAll(BRACES)].map(([, name = ""]) => name).filter(isSlot);
}

/** The slots with these in their place. */
export function fill(template: string, value: (slot: Slot) => string): string {
  return template.replace(BRACES, (written, name = "") => (isSlot(name) ? value(name) : written));
}

/** Some slot of the template has no value. */
export function isWanting(template: string, values: SlotValues): boolean {
  return slotsIn(template).some((slot) => values[slot] === "");
}

/** The slot that the template begins with. */
export function firstSlot(template: string): Slot | undefined {
  const name = /^\{([^\{\}]*)\}/v.exec(template)?.[1] ?? "";
  return isSlot(name) ? name : undefined;
}

function isSlot(name: string): name is Slot {
  return SLOTS.some((slot) => slot === name);
}
