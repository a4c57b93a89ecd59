/**
 * One SAML identity provider of the policy: signed AuthnRequests out by HTTP-Redirect, verified responses in by
 * HTTP-POST. Each has an assertion consumer service of its own, so Recipient and Destination say whose response it
 * is, and no key is ever chosen by what a response says about itself.
 */
import type { KeyObject } from "node:crypto";
import type { SamlProviderPolicy } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { SamlMetadata } from "../../core/saml-metadata.ts";
import type { RandomText } from "../../ports.ts";
import type { ExpectedResponse, SamlIdentityProvider } from "../../sign-in-ports.ts";
import { epochSeconds } from "../../timestamps.ts";
import { type MappingRules, mapPrincipal } from "../principal-mapping.ts";
import type { AssertionContent } from "./assertion.ts";
import { authnRequestXml } from "./authn-request.ts";
import { claimsOf } from "./claims.ts";
import { MAX_AGE_MILLISECONDS } from "./instant.ts";
import type { LibraryParties } from "./library.ts";
import { readLogoutRequest } from "./logout-request.ts";
import { logoutResponseXml } from "./logout-response.ts";
import { verifyRedirect } from "./redirect-signature.ts";
import { verifyResponse } from "./response.ts";
import type { ServiceProviderKeys } from "./service-provider-keys.ts";
import { serviceProviderMetadata } from "./service-provider-metadata.ts";
import { pemOf, verificationKeys } from "./signature-check.ts";
import { type OutgoingMessage, signedRedirectUrl } from "./signed-redirect.ts";
import { isTransient, type NameId } from "./subject-confirmation.ts";

export interface SamlProviderOptions {
  readonly policy: SamlProviderPolicy;
  readonly metadata: SamlMetadata;
  /** Our addresses for this identity provider, all below `https://broker/login/{idp}`. */
  readonly metadataUrl: string;
  readonly assertionConsumerServiceUrl: string;
  readonly singleLogoutUrl: string;
  /** Asked when needed; a failure refuses and is asked again later. */
  readonly keys: () => Promise<Result<ServiceProviderKeys, Refusal>>;
  readonly mapping: MappingRules;
  readonly randomText: RandomText;
}

const STATE_BYTES = 32;
const REQUEST_ID_BYTES = 20;

export function createSamlProvider(options: SamlProviderOptions): SamlIdentityProvider {
  const { policy, metadata, randomText } = options;
  const parties: LibraryParties = {
    serviceProviderEntityId: policy.serviceProvider.entityId ?? options.metadataUrl,
    assertionConsumerServiceUrl: options.assertionConsumerServiceUrl,
    identityProviderEntityId: policy.entityId,
    certificates: metadata.signingCertificates.map(({ der }) => pemOf(der)),
  };
  const verification = verificationKeys(metadata.signingCertificates);
  const usable = async (now: number): Promise<Result<ServiceProviderKeys, Refusal>> =>
    metadata.validUntil !== null && epochSeconds(now) >= metadata.validUntil
      ? err(refusal("saml_metadata_expired"))
      : await options.keys();

  return {
    async begin(now, reauthenticate) {
      const keys = await usable(now);
      if (!keys.ok) return keys;
      const isForced = reauthenticate || policy.forceAuthn;
      const expected: ExpectedResponse = {
        state: randomText(STATE_BYTES),
        // An NCName must not begin with a digit.
        requestId: `_${randomText(REQUEST_ID_BYTES)}`,
        authenticatedSince: isForced ? now : null,
      };
      const xml = authnRequestXml({
        id: expected.requestId,
        issuer: parties.serviceProviderEntityId,
        now,
        destination: metadata.singleSignOnUrl,
        assertionConsumerServiceUrl: options.assertionConsumerServiceUrl,
        forceAuthn: isForced,
        authnContexts: policy.authnContexts,
      });
      const redirectTo = await signed(keys.value, {
        parameter: "SAMLRequest",
        xml,
        destination: metadata.singleSignOnUrl,
        relayState: expected.state,
      });
      return redirectTo.ok ? ok({ redirectTo: redirectTo.value, ...expected }) : redirectTo;
    },

    async complete(response, expected, now) {
      const keys = await usable(now);
      if (!keys.ok) return keys;
      const verified = await verifyResponse(response, rules(options, parties, verification, keys.value), {
        issuer: policy.entityId,
        recipient: options.assertionConsumerServiceUrl,
        audience: parties.serviceProviderEntityId,
        requestId: expected?.requestId,
        authnContexts: policy.authnContexts,
        maxAuthenticationAgeSeconds: policy.maxAuthenticationAgeSeconds,
        authenticatedSince: authenticatedSince(policy, expected, now),
        now,
      });
      return verified.ok ? principalOf(verified.value, parties, options) : verified;
    },

    async logOut(rawQuery, now) {
      const keys = await usable(now);
      if (!keys.ok) return keys;
      const message = verifyRedirect(rawQuery, verification);
      if (!message.ok) return message;
      const destination = options.singleLogoutUrl;
      const request = readLogoutRequest(message.value.xml, { issuer: policy.entityId, destination, now });
      if (!request.ok) return request;
      const { id: requestId, nameId, usableUntil } = request.value;
      const subject = policy.claims.subject === "NameID" ? nameId : null;
      const answer = { requestId, subject, usableUntil: Math.ceil(usableUntil / 1000) };
      const { singleLogoutUrl } = metadata;
      if (singleLogoutUrl === null) return ok({ ...answer, redirectTo: null });
      const xml = logoutResponseXml({
        id: `_${randomText(REQUEST_ID_BYTES)}`,
        issuer: parties.serviceProviderEntityId,
        destination: singleLogoutUrl,
        inResponseTo: requestId,
        now,
      });
      const redirectTo = await signed(keys.value, {
        parameter: "SAMLResponse",
        xml,
        destination: singleLogoutUrl,
        relayState: message.value.relayState,
      });
      return redirectTo.ok ? ok({ ...answer, redirectTo: redirectTo.value }) : redirectTo;
    },

    async serviceProviderMetadata() {
      const keys = await options.keys();
      if (!keys.ok) return keys;
      return ok(
        serviceProviderMetadata({
          entityId: parties.serviceProviderEntityId,
          assertionConsumerServiceUrl: options.assertionConsumerServiceUrl,
          singleLogoutUrl: options.singleLogoutUrl,
          signingCertificates: keys.value.signing.map(({ certificate }) => certificate),
          encryptionCertificate: keys.value.decryption[0]?.certificate,
          wantAssertionsSigned: policy.require.signedAssertion,
        }),
      );
    },
  };
}

/** Nobody here asked for a tile's sign-in: where it has to be a fresh one, it was made just now. */
function authenticatedSince(
  { forceAuthn }: SamlProviderPolicy,
  expected: ExpectedResponse | undefined,
  now: number,
): number | undefined {
  if (expected !== undefined) return expected.authenticatedSince ?? undefined;
  return forceAuthn ? now - MAX_AGE_MILLISECONDS : undefined;
}

async function signed(
  { signing: [first] }: ServiceProviderKeys,
  message: OutgoingMessage,
): Promise<Result<string, Refusal>> {
  if (first === undefined) throw new TypeError("the policy names at least one signing key");
  const url = await signedRedirectUrl(message, first.signer);
  return url.ok ? url : err(refusal("saml_key_unavailable", { ...url.error }));
}

function rules(
  { policy: { require, allowCbc } }: SamlProviderOptions,
  parties: LibraryParties,
  keys: readonly KeyObject[],
  { decryption }: ServiceProviderKeys,
) {
  const decryptionKeys = decryption.map(({ privateKey }) => privateKey);
  return { parties, keys, decryptionKeys, require, allowCbc };
}

/** Where the NameID says who it is, it must be a lasting name, of this identity provider and for us (Core §2.2.2). */
function nameIdFault(
  nameId: NameId,
  { claims, userId, entityId }: SamlProviderPolicy,
  { serviceProviderEntityId }: LibraryParties,
): Refusal | undefined {
  const isUsed = claims.subject === "NameID" || (userId.from === "claim" && userId.claim === "NameID");
  if (!isUsed) return undefined;
  if (isTransient(nameId)) return refusal("saml_name_id_transient");
  const { nameQualifier = entityId, serviceProviderNameQualifier = serviceProviderEntityId } = nameId;
  const isTheirs = nameQualifier === entityId && serviceProviderNameQualifier === serviceProviderEntityId;
  return isTheirs ? undefined : refusal("saml_name_id", { rule: "qualifier" });
}

function principalOf(
  content: AssertionContent,
  parties: LibraryParties,
  { policy, mapping }: SamlProviderOptions,
) {
  const fault = nameIdFault(content.nameId, policy, parties);
  if (fault !== undefined) return err(fault);
  const authenticatedAt = epochSeconds(content.authentication.authenticatedAt);
  const principal = mapPrincipal(claimsOf(content), authenticatedAt, mapping);
  if (!principal.ok) return principal;
  const usableUntil = Math.ceil(content.usableUntil / 1000);
  return ok({ principal: principal.value, assertionId: content.id, usableUntil });
}
