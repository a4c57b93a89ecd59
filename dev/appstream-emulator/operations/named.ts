/**
 * `Names` and `Arns` of the Describe operations: all items when absent or empty.
 * Invariant: one name that does not exist refuses the whole call.
 */
import { AwsError } from "../protocol/aws-error.ts";

export function named<T>(
  kind: "Application" | "Fleet" | "Image" | "Stack",
  items: readonly T[],
  nameOf: (item: T) => string,
  names: readonly string[] | undefined,
): readonly T[] {
  if (names === undefined || names.length === 0) return items;
  return names.map((name) => {
    const item = items.find((candidate) => nameOf(candidate) === name);
    if (item === undefined)
      throw new AwsError("ResourceNotFoundException", `${kind} ${name} does not exist.`);
    return item;
  });
}
