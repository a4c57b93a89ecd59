/** The keys in KMS that a policy names, as the local world has them: made at every start, in an emulated KMS. */
import { kmsAlias, signingKeyReferenceOf } from "../../functions/core/kms-key.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { EmulatedKey } from "../kms-emulator/key-ring.ts";
import { type KmsEmulator, type KmsEmulatorOptions, startKmsEmulator } from "../kms-emulator/server.ts";
import { CREDENTIALS } from "./broker-environment.ts";

export interface EmulatedKeys {
  /** Null where the policy names no key in KMS: then there is none. */
  readonly kms: KmsEmulator | null;
  /** By the policy's reference. */
  readonly keys: ReadonlyMap<string, EmulatedKey>;
}

/** What has been started is put on `stops` at once, so that a fault later on leaves nothing running. */
export async function startEmulatedKeys(
  policy: Policy,
  place: Pick<KmsEmulatorOptions, "region" | "replicaRegions" | "credentials">,
  stops: (() => Promise<void>)[],
): Promise<EmulatedKeys> {
  const references = new Set(signingReferencesOf(policy).filter((key) => kmsAlias(key) !== undefined));
  if (references.size === 0) return { kms: null, keys: new Map() };
  const kms = await startKmsEmulator({ port: 0, ...place });
  stops.push(kms.stop);
  const made = [...references].map(
    async (reference) => [reference, await kms.makeKey(kmsAlias(reference) ?? "")] as const,
  );
  return { kms, keys: new Map(await Promise.all(made)) };
}

/** Each key is one in all Regions, as a multi-Region key is. */
export function keysPlace([region = "", ...replicaRegions]: readonly string[]) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = CREDENTIALS;
  return { region, replicaRegions, credentials: { accessKeyId, secretAccessKey } };
}

function signingReferencesOf({ identityProviders, tokens }: Policy): readonly string[] {
  return [...Object.values(identityProviders).flatMap(signingReferences), ...(tokens?.keys ?? [])];
}

function signingReferences(provider: IdentityProviderPolicy): readonly string[] {
  if (provider.protocol === "saml") return provider.serviceProvider.signingKeys.map(signingKeyReferenceOf);
  const { clientAuthentication } = provider;
  return clientAuthentication.method === "private_key_jwt" ? [clientAuthentication.key] : [];
}
