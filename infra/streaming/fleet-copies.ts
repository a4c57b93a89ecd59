/**
 * One application in several Regions: one declaration, copied over fleets of the policy.
 * What differs by Region (the network, and the image with its own name or ARN there) is written for each copy; all the
 * rest is the same by construction. Pure.
 */
import type { FleetDeclaration } from "../deployment/deployment.ts";

/** What is another one in another Region. */
export interface FleetCopy {
  readonly fleet: string;
  readonly network: string;
  /** Undefined: an image of the same name. */
  readonly image?: string | undefined;
  /** Undefined: as large as the original. */
  readonly capacity?: FleetDeclaration["capacity"] | undefined;
}

export type FleetWithCopies = FleetDeclaration & { readonly copies: readonly FleetCopy[] };

/** The originals first, so that each keeps its place; every copy knows where it is written. */
export function withCopies(fleets: readonly FleetWithCopies[]): FleetDeclaration[] {
  const originals = fleets.map(({ copies: _, ...fleet }) => fleet);
  const copies = fleets.flatMap(({ copies: written, ...original }, index) =>
    written.map(({ fleet, network, image = original.image, capacity = original.capacity }, copy) => ({
      ...original,
      fleet,
      network,
      image,
      capacity,
      place: ["streaming", "fleets", index, "copies", copy],
    })),
  );
  return [...originals, ...copies];
}
