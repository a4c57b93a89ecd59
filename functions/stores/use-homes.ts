/**
 * The launch table of the Region in which something is counted: chosen by its key, so that every Region of the broker
 * chooses the same one (core/home-region.ts). Invariant: no other Region's table stands in for one that is away.
 */
import { createHash } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { homeRegion } from "../core/home-region.ts";
import { createDynamoDbClient, OTHER_REGION, type Patience } from "./dynamodb-client.ts";

export interface UseHomesOptions {
  /** The Region this function runs in, one of `regions`. */
  readonly own: string;
  readonly regions: readonly string[];
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
}

export interface UseHome {
  readonly client: DynamoDBClient;
  readonly patience: Pick<Patience, "deadlineMilliseconds"> | undefined;
}

/** The same home for every key of a Region. */
export type UseHomes = (key: string) => UseHome;

export function useHomes({ own, regions, endpoint }: UseHomesOptions): UseHomes {
  const homes = new Map<string, UseHome>();
  return (key) => {
    const region = homeRegion(key, regions, sha256);
    const known = homes.get(region);
    if (known !== undefined) return known;
    const patience = region === own ? undefined : OTHER_REGION;
    const client = createDynamoDbClient({ region, endpoint, ...(patience && { patience }) });
    const home = { client, patience };
    homes.set(region, home);
    return home;
  };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
