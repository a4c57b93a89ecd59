/**
 * Whose session a handle is for, as one text: SHA-256 of it stands in the launch's item, so that a single condition of
 * the store compares all of it at once. Invariant: no two places have the same text, since no part can hold a line break.
 */

export interface BoundPlace {
  readonly userId: string;
  /** AppStream's. */
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
}

export function bindingText({ userId, region, stack, fleet }: BoundPlace): string {
  const parts = [userId, region, stack, fleet];
  if (parts.some((part) => part.includes("\n"))) throw new TypeError("a part of a binding has a line break");
  return parts.join("\n");
}
