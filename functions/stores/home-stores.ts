/** The login tables of all the broker's Regions, of one name (docs/decisions/0018-home-region-redemption.md). */
import { createHash } from "node:crypto";
import { homeRegion } from "../core/home-region.ts";
import type { HomeStores } from "../ports.ts";
import { createDynamoDbClient, OTHER_REGION } from "./dynamodb-client.ts";
import { createOneTimeStore } from "./one-time-store.ts";

export interface HomeStoresOptions {
  /** The Region this function runs in, one of `regions`. */
  readonly issuing: string;
  readonly regions: readonly string[];
  readonly tableName: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
  /** Before each key, for whoever may write no others. */
  readonly prefix?: string;
}

export function createHomeStores({
  issuing,
  regions,
  tableName,
  endpoint,
  prefix,
}: HomeStoresOptions): HomeStores {
  const stores = new Map(
    regions.map((region) => {
      const far = region === issuing ? {} : { patience: OTHER_REGION };
      const client = createDynamoDbClient({ region, endpoint, ...far });
      return [region, createOneTimeStore(client, tableName, far.patience, prefix)];
    }),
  );
  return {
    issuing,
    of: (region) => stores.get(region),
    homeOf: (id) => homeRegion(id, regions, sha256),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
