/**
 * Portals as clients of the embedded OpenID provider: whoever the policy's `api` lists for it. They are public clients, so
 * that a developer gets a token with curl alone (docs/portal-api.md); their address leads nowhere.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { PortalApiPolicy } from "../../functions/core/policy-portal-api.ts";
import type { OpenIdClient } from "../identity-provider/clients.ts";
import { EMBEDDED_ISSUER } from "./embedded-clients.ts";

export const PORTAL_REDIRECT_URI = "https://portal.northwind.example/signed-in";

export interface EmbeddedPortals {
  readonly clients: readonly OpenIdClient[];
  readonly audiences: readonly string[];
}

export function embeddedPortals({ api }: Policy): EmbeddedPortals {
  const ours = Object.values(api?.issuers ?? {}).filter(({ issuer }) => issuer === EMBEDDED_ISSUER);
  const clientIds = new Set(ours.flatMap(({ clients }) => Object.keys(clients)));
  return {
    clients: [...clientIds].map((clientId) => ({
      clientId,
      redirectUris: [PORTAL_REDIRECT_URI],
      authentication: { method: "none" },
    })),
    audiences: ours.map(({ audience }) => audience),
  };
}

/** `issuer`: where the embedded provider really listens. */
export function withTokenIssuer(api: PortalApiPolicy, issuer: string): PortalApiPolicy {
  const issuers = Object.entries(api.issuers).map(([id, policy]) => [
    id,
    policy.issuer === EMBEDDED_ISSUER ? { ...policy, issuer } : policy,
  ]);
  return { ...api, issuers: Object.fromEntries(issuers) };
}
