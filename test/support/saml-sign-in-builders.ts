/**
 * The SAML sign-in without XML: a staged identity provider, the use case on stores in memory with a clock to turn,
 * and the steps of a browser. What a response must be is the business of test/identity/saml.
 */
import { randomBytes } from "node:crypto";
import type { LaunchIntent } from "../../functions/core/intent.ts";
import type { IdpInitiatedPolicy } from "../../functions/core/policy-identity.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import type { HomeStores } from "../../functions/ports.ts";
import type { SignInStarted } from "../../functions/sign-in/login-transaction.ts";
import {
  createSamlSignIn,
  type PostedResponse,
  type SamlSignIn,
  type SamlSignInPorts,
} from "../../functions/sign-in/saml-sign-in.ts";
import type { ExpectedResponse, SamlIdentityProvider } from "../../functions/sign-in-ports.ts";
import { aPrincipal } from "./core-builders.ts";
import { NOW } from "./identity-builders.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";
import {
  type CollectingAuditSink,
  createCollectingAuditSink,
  createMemoryHomeStores,
} from "./memory-stores.ts";

export const TRANSACTION_SECONDS = 600;
/** How long a response of the staged identity provider could be used again. */
export const USABLE_SECONDS = 330;
export const TILES: IdpInitiatedPolicy = { applications: ["treasury", "design"], defaultApplication: null };

export interface StagedSamlProvider extends SamlIdentityProvider {
  readonly reauthentications: boolean[];
  /** What `complete` was given, oldest first. */
  readonly completions: { readonly response: string; readonly expected: ExpectedResponse | undefined }[];
}

/** Takes any text for a verified response, whose assertion has that text for its id, and signs in this person. */
export function stagedSamlProvider(person: Partial<Principal> = {}): StagedSamlProvider {
  const provider: StagedSamlProvider = {
    reauthentications: [],
    completions: [],
    async begin(now, reauthenticate) {
      const number = provider.reauthentications.push(reauthenticate);
      const expected = {
        state: stateOf(number, person.identityProvider),
        requestId: `_request-${number}`,
        authenticatedSince: reauthenticate ? now : null,
      };
      return ok({ redirectTo: `https://idp.example.com/sso?RelayState=${expected.state}`, ...expected });
    },
    async complete(response, expected, now) {
      provider.completions.push({ response, expected });
      const usableUntil = Math.floor(now / 1000) + USABLE_SECONDS;
      return ok({ principal: aPrincipal(person), assertionId: response, usableUntil });
    },
    logOut: async () => err({ reason: "saml_logout_unsigned", evidence: {} }),
    serviceProviderMetadata: async () => ok("<md:EntityDescriptor/>"),
  };
  return provider;
}

/** As long as a real one, 32 bytes in base64url. */
export function stateOf(number: number, identityProvider = "campus"): string {
  return `state-${number}-at-${identityProvider}`.padEnd(43, "x");
}

export interface SamlStage {
  readonly signIn: SamlSignIn;
  readonly ports: SamlSignInPorts;
  readonly audit: CollectingAuditSink;
  readonly clock: { seconds: number };
  /** Every call to the stores, in order, whichever Region's. */
  readonly consumed: readonly (readonly [id: string, expiresAt: number, now: number])[];
  /** The Regions of those calls. */
  readonly asked: readonly string[];
}

/** Two identity providers, `campus` and `partner`; both may start a sign-in of their own unless told otherwise. */
export function samlStage(
  campus: SamlIdentityProvider = stagedSamlProvider(),
  replacements: Partial<SamlSignInPorts> = {},
): SamlStage {
  const clock = { seconds: NOW };
  const audit = createCollectingAuditSink();
  const consumed: (readonly [string, number, number])[] = [];
  const asked: string[] = [];
  const homes = replacements.homes ?? createMemoryHomeStores();
  const watched: HomeStores = {
    ...homes,
    of(region) {
      const store = homes.of(region);
      return (
        store && {
          consume(...call) {
            asked.push(region);
            consumed.push(call);
            return store.consume(...call);
          },
        }
      );
    },
  };
  const ports: SamlSignInPorts = {
    providers: new Map([
      ["campus", campus],
      ["partner", stagedSamlProvider({ identityProvider: "partner" })],
    ]),
    idpInitiated: new Map([
      ["campus", TILES],
      ["partner", TILES],
    ]),
    revocations: NO_REVOCATIONS,
    sealer: createSealer([{ id: "test", secret: randomBytes(32) }]),
    audit,
    now: () => clock.seconds * 1000,
    randomText: (byteLength) => randomBytes(byteLength).toString("base64url"),
    sessions: { brokerSessionSeconds: 3600, loginTransactionSeconds: TRANSACTION_SECONDS },
    ...replacements,
    homes: watched,
  };
  return { signIn: createSamlSignIn(ports), ports, audit, clock, consumed, asked };
}

export async function beginAt(
  { signIn }: SamlStage,
  intent?: LaunchIntent,
  reauthenticate = false,
): Promise<SignInStarted> {
  const started = await signIn.begin("campus", { intent, reauthenticate }, "correlation-1");
  if (!started.ok) throw new Error(started.error.reason);
  return started.value;
}

/** The response as the browser that began it posts it. */
export function postedFor(started: SignInStarted, deviations: Partial<PostedResponse> = {}): PostedResponse {
  return {
    identityProvider: "campus",
    response: "assertion-1",
    relayState: started.transactionId,
    sealedTransaction: started.sealedTransaction,
    correlationId: "correlation-2",
    ...deviations,
  };
}

/** A response that nobody here asked for. */
export function postedUnasked(deviations: Partial<PostedResponse> = {}): PostedResponse {
  return {
    identityProvider: "campus",
    response: "assertion-1",
    relayState: "treasury",
    sealedTransaction: undefined,
    correlationId: "correlation-2",
    ...deviations,
  };
}
