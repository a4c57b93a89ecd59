/** Composition root of the SAML sign-in function. */
import { ConfigError, type Environment } from "../config.ts";
import { identityProviderKeysEvent } from "../core/audit-event.ts";
import type { CertifiedKmsKey } from "../core/policy-identity.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { metadataLifetime, type SigningCertificate } from "../core/saml-metadata.ts";
import { acceptContinueRoute, type ContinuePorts, continueRoute } from "../handlers/continue-sign-in.ts";
import { loginRoute } from "../handlers/login.ts";
import { type SamlSignInRoutePorts, samlAcsRoute } from "../handlers/saml-acs.ts";
import { type SamlLogoutPorts, samlLogoutRoute } from "../handlers/saml-logout.ts";
import { type SamlMetadataPorts, samlMetadataRoute } from "../handlers/saml-metadata.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import type { Pseudonym } from "../identity/pseudonym.ts";
import { certifiedKey } from "../identity/saml/certified-key.ts";
import { createKeySource } from "../identity/saml/key-source.ts";
import { createSamlProvider } from "../identity/saml/provider.ts";
import type { SigningKey } from "../identity/saml/service-provider-keys.ts";
import type { AuditSink } from "../ports.ts";
import { createAcceptProposal } from "../sign-in/proposed-sign-in.ts";
import { createSamlSignIn } from "../sign-in/saml-sign-in.ts";
import type { SamlIdentityProvider } from "../sign-in-ports.ts";
import type { SecretSource } from "../stores/secret-source.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { type KmsSigners, kmsSigners } from "./kms-signers.ts";
import { functionParts, now, randomText, stdoutAudit } from "./shared.ts";
import { signInParts } from "./sign-in-parts.ts";

type SamlPorts = SamlSignInRoutePorts & ContinuePorts & SamlMetadataPorts & SamlLogoutPorts;

export function signInSamlFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({
    ...parts,
    routes: {
      "GET /login/{idp}/saml": loginRoute,
      "POST /login/{idp}/acs": samlAcsRoute,
      "GET /login/{idp}/continue": continueRoute,
      "POST /login/{idp}/continue": acceptContinueRoute,
      "GET /login/{idp}/metadata": samlMetadataRoute,
      "GET /logout/{idp}/saml": samlLogoutRoute,
    },
  });
}

async function build(environment: Environment, audit: AuditSink): Promise<SamlPorts> {
  const parts = await signInParts(environment);
  const { origin, index, known, sealer, pseudonym, source, homes, revocations, everywhere, endings } = parts;
  const samlProviders = providers(index, origin, pseudonym, source, kmsSigners(environment));
  const { sessions, support } = index.policy;
  const idpInitiated = new Map(
    [...known].map(([id, provider]) => [id, provider.protocol === "saml" ? provider.idpInitiated : null]),
  );
  const shared = { people: endings, sealer, revocations, audit, now, randomText, sessions, homes };
  reportKeys(index, audit);
  return {
    signIn: createSamlSignIn({ ...shared, providers: samlProviders, idpInitiated }),
    acceptProposal: createAcceptProposal(shared),
    protocol: "saml",
    providers: known,
    samlProviders,
    everywhere,
    index,
    support,
    origin,
    ...shared,
  };
}

function providers(
  { policy, knownGroups, samlMetadata, signingCertificates }: PolicyIndex,
  origin: string,
  pseudonym: Pseudonym,
  source: SecretSource,
  signerOf: KmsSigners,
): ReadonlyMap<string, SamlIdentityProvider> {
  const ours = Object.entries(policy.identityProviders).flatMap(([id, provider]) =>
    provider.protocol === "saml" ? [[id, provider] as const] : [],
  );
  return new Map(
    ours.map(([id, provider]) => {
      const metadata = samlMetadata[id];
      if (metadata === undefined) {
        throw new ConfigError([`the compiled policy holds no SAML metadata for ${id}; compile it again`]);
      }
      const { claims, userId } = provider;
      const { decryptionKeys } = provider.serviceProvider;
      const signingKeys = provider.serviceProvider.signingKeys.map((key) =>
        typeof key === "string" ? key : certified(key, signerOf, signingCertificates[key.certificate]),
      );
      const saml = createSamlProvider({
        policy: provider,
        metadata,
        metadataUrl: `${origin}/login/${id}/metadata`,
        assertionConsumerServiceUrl: `${origin}/login/${id}/acs`,
        singleLogoutUrl: `${origin}/logout/${id}/saml`,
        keys: createKeySource({ signingKeys, decryptionKeys }, source, now),
        mapping: {
          identityProvider: id,
          claims,
          userId,
          pseudonym,
          knownGroups,
          noSubject: "saml_principal_subject",
        },
        randomText,
      });
      return [id, saml] as const;
    }),
  );
}

function certified(
  { key, certificate: file }: CertifiedKmsKey,
  signerOf: KmsSigners,
  certificate: SigningCertificate | undefined,
): SigningKey {
  const signer = signerOf(key);
  if (signer === undefined || certificate === undefined) {
    throw new ConfigError([`the compiled policy holds no certificate ${file} of ${key}; compile it again`]);
  }
  return certifiedKey(key, signer, certificate);
}

/** Once for each environment: an alarm on it comes weeks before nobody can sign in. */
function reportKeys({ samlMetadata }: PolicyIndex, audit: AuditSink): void {
  const stamp = auditStamp(now(), "start");
  for (const [id, metadata] of Object.entries(samlMetadata)) {
    audit.write(identityProviderKeysEvent(stamp, id, metadataLifetime(metadata, epochSeconds(now()))));
  }
}
