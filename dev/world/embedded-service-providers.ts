/**
 * The broker as a service provider of the embedded SAML identity provider. Its keys are made at every start and reach
 * the functions by the policy's own `env:` references, or sign in the emulated KMS.
 */
import { parseSigningCertificate } from "../../cli/signing-certificates.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { SamlProviderPolicy, SamlSigningKey } from "../../functions/core/policy-identity.ts";
import type { SigningCertificate } from "../../functions/core/saml-metadata.ts";
import { makeSamlKey } from "../identity-provider/saml/minting/saml-key.ts";
import { selfSignedCertificate } from "../identity-provider/saml/minting/self-signed-certificate.ts";
import type { ServiceProvider } from "../identity-provider/saml/service-providers.ts";
import type { EmulatedKeys } from "./emulated-keys.ts";
import { environmentName } from "./environment-name.ts";

/** The metadata address that stands for the embedded identity provider in a policy, wherever it really listens. */
const EMBEDDED_METADATA_URL = "http://127.0.0.1:8084/metadata";

export interface EmbeddedServiceProvider {
  readonly serviceProvider: ServiceProvider;
  /** Environment variables that hold the keys. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of keys in KMS, by the file that the policy names. */
  readonly signingCertificates: CompiledPolicy["signingCertificates"];
}

export function isEmbeddedSaml({ metadata }: SamlProviderPolicy): boolean {
  return metadata.url === EMBEDDED_METADATA_URL;
}

/** `origin`: the broker's. */
export async function embeddedServiceProvider(
  id: string,
  policy: SamlProviderPolicy,
  applications: Policy["applications"],
  origin: string,
  kmsKeys: EmulatedKeys["keys"],
): Promise<EmbeddedServiceProvider> {
  const { entityId, signingKeys, decryptionKeys } = policy.serviceProvider;
  const signing = await Promise.all(signingKeys.map((key) => signingKeyFor(key, kmsKeys)));
  const decryption = await Promise.all(decryptionKeys.map(keyPairFor));
  const [encryptTo] = decryption;
  const tiles = (policy.idpInitiated?.applications ?? []).map((application) => ({
    label: applications[application]?.name.en ?? application,
    relayState: application,
  }));
  return {
    serviceProvider: {
      entityId: entityId ?? `${origin}/login/${id}/metadata`,
      assertionConsumerServiceUrl: `${origin}/login/${id}/acs`,
      singleLogoutUrl: `${origin}/logout/${id}/saml`,
      signingCertificates: signing.map(({ certificate }) => certificate),
      ...(encryptTo && { encryptionCertificate: encryptTo.certificate }),
      tiles,
    },
    environment: Object.assign({}, ...[...signing, ...decryption].map(({ environment }) => environment)),
    signingCertificates: Object.fromEntries(
      signing.flatMap(({ file, certificate }) =>
        file === null ? [] : [[file, signingCertificate(certificate)]],
      ),
    ),
  };
}

/** A key of the broker's, as both sides get to know it. */
interface OurKey {
  /** PEM. */
  readonly certificate: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The policy's name for the certificate; null where it comes with the key. */
  readonly file: string | null;
}

const SUBJECT = { commonName: "Streamgate, local world" };
const LIFE = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2040-01-01T00:00:00Z") };

async function signingKeyFor(key: SamlSigningKey, kmsKeys: EmulatedKeys["keys"]): Promise<OurKey> {
  if (typeof key === "string") return await keyPairFor(key);
  const kept = kmsKeys.get(key.key);
  if (kept === undefined) throw new Error(`there is no emulated key ${key.key}`);
  const certificate = selfSignedCertificate(kept.privateKey, { ...SUBJECT, ...LIFE });
  return { certificate, environment: {}, file: key.certificate };
}

async function keyPairFor(reference: string): Promise<OurKey> {
  const { privateKey, certificate } = await makeSamlKey(SUBJECT);
  const environment = { [environmentName(reference)]: `${privateKey}\n${certificate}` };
  return { certificate, environment, file: null };
}

function signingCertificate(certificate: string): SigningCertificate {
  const parsed = parseSigningCertificate(certificate);
  if (!parsed.ok) throw new Error(`the certificate of the emulated key ${parsed.error}`);
  return parsed.value;
}
