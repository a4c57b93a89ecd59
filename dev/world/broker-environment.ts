/** The environment of the broker's functions in the local world: the same in every Region but for the Region's name. */
import type { AppStreamEmulator } from "../appstream-emulator/server.ts";
import type { KmsEmulator } from "../kms-emulator/server.ts";
import type { Store } from "../store.ts";

export const TABLES = { launch: "streamgate-launches", login: "streamgate-logins" };
/** The SDK wants some; the emulators check their form. Real credentials of the developer must never be used here. */
export const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "AKIALOCALWORLD000000",
  AWS_SECRET_ACCESS_KEY: "local-world",
};

export interface BrokerSurroundings {
  readonly origin: string;
  readonly regions: readonly string[];
  readonly policyFile: string;
  readonly appstream: Pick<AppStreamEmulator, "endpointTemplate">;
  readonly store: Pick<Store, "endpointTemplate">;
  /** Null where the policy names no key in KMS. */
  readonly kms: Pick<KmsEmulator, "endpoint"> | null;
  /** Credentials that the policy refers to. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** With sealing keys of its own: all Regions must get the one environment that this answers. */
export function brokerEnvironment(surroundings: BrokerSurroundings): Readonly<Record<string, string>> {
  const { origin, regions, policyFile, appstream, store, kms, secrets } = surroundings;
  return {
    ...secrets,
    ...CREDENTIALS,
    BROKER_ORIGIN: origin,
    BROKER_REGIONS: regions.join(","),
    POLICY_FILE: policyFile,
    LAUNCH_TABLE: TABLES.launch,
    LOGIN_TABLE: TABLES.login,
    SEALING_KEYS: "env:LOCAL_SEALING_KEYS",
    LOCAL_SEALING_KEYS: `local:${randomKey()}`,
    PSEUDONYM_KEY: "env:LOCAL_PSEUDONYM_KEY",
    // Constant, so that a person keeps home folder and user id from one start to the next.
    LOCAL_PSEUDONYM_KEY: Buffer.from("the local world's pseudonym key!").toString("base64url"),
    AWS_ENDPOINT_URL_APPSTREAM: appstream.endpointTemplate,
    AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate,
    ...(kms && { AWS_ENDPOINT_URL_KMS: kms.endpoint }),
  };
}

function randomKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
