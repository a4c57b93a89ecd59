/** What the tests of the SAML handlers need beside http-builders.ts: posted forms, and a sign-in that is staged. */

import { ok } from "../../functions/core/result.ts";
import type { SignInGoal } from "../../functions/core/return-page.ts";
import type { SamlSignInRoutePorts } from "../../functions/handlers/saml-acs.ts";
import type { SignInFailed } from "../../functions/sign-in/outcome.ts";
import type { PostedResponse, SamlSignIn } from "../../functions/sign-in/saml-sign-in.ts";
import {
  aPrincipal,
  aSignIn,
  type EventFacts,
  type MemoryAudit,
  type MemorySignIn,
  memoryAudit,
  NOW_MILLISECONDS,
} from "./http-builders.ts";

/** The facts of an event that posts this form as API Gateway passes it on. */
export function aForm(fields: URLSearchParams | Readonly<Record<string, string>>, facts: EventFacts = {}) {
  const text = new URLSearchParams(fields).toString();
  return {
    ...facts,
    body: Buffer.from(text).toString("base64"),
    isBase64Encoded: true,
    headers: { "content-type": "application/x-www-form-urlencoded", ...facts.headers },
  } satisfies EventFacts;
}

/** A SAML sign-in that starts and completes; it remembers what it was asked. */
export interface MemorySamlSignIn extends SamlSignIn {
  readonly begun: MemorySignIn["begun"];
  readonly posted: PostedResponse[];
}

export interface SamlOutcome {
  readonly failed?: SignInFailed;
  readonly intent?: SignInGoal;
  /** Nobody asked for the response: it is proposed. */
  readonly isProposed?: boolean;
}

export function aSamlSignIn({ failed, intent, isProposed = false }: SamlOutcome = {}): MemorySamlSignIn {
  const { begin, begun } = aSignIn();
  const posted: PostedResponse[] = [];
  return {
    begin,
    begun,
    posted,
    async complete(response) {
      posted.push(response);
      if (failed !== undefined) return { ok: false, error: failed };
      const principal = aPrincipal({ identityProvider: "campus" });
      return isProposed
        ? ok({ principal, sealedProposal: "sealed.proposal", lifetimeSeconds: 300 })
        : ok({ principal, sealedSession: "sealed.session", lifetimeSeconds: 28_800, intent });
    },
  };
}

export function samlRoutePorts(
  signIn: SamlSignIn = aSamlSignIn(),
): SamlSignInRoutePorts & { readonly audit: MemoryAudit } {
  const providers = new Map([["campus", { name: { en: "Northwind Campus" }, protocol: "saml" }]] as const);
  const now = () => NOW_MILLISECONDS;
  return { signIn, protocol: "saml", audit: memoryAudit(), now, support: null, providers };
}
