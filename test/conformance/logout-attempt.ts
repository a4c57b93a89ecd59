/**
 * One logout token against the product's own route, use case and adapter: the provider is the hostile one on loopback, the
 * tables and the audit sink are in memory. A row of logout-rows.ts says what is altered of a token that is right.
 */
import type { HostileProvider } from "../../dev/identity-provider/hostile.ts";
import type { RevocationEvent } from "../../functions/core/audit-revocation-event.ts";
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { EndingRequests } from "../../functions/ending-ports.ts";
import { backchannelLogoutRoute } from "../../functions/handlers/backchannel-logout.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { createBackchannelLogout } from "../../functions/sign-in/backchannel-logout.ts";
import { anEvent, answer } from "../support/http-builders.ts";
import {
  anOidcProvider,
  CLIENT_ID,
  IDENTITY_PROVIDER,
  makeKey,
  mintToken,
  type Overrides,
  type TestKey,
} from "../support/identity-builders.ts";
import { type RememberedEnds, rememberedEnds } from "../support/memory-revocations.ts";
import {
  type CollectingAuditSink,
  createCollectingAuditSink,
  createMemoryHomeStores,
} from "../support/memory-stores.ts";

export const EVENT = "http://schemas.openid.net/event/backchannel-logout";
export const KEY: TestKey = makeKey("RS256", { keyId: "provider-key" });
export const OTHER_KEY: TestKey = makeKey("RS256", { keyId: "provider-key" });

export interface LogoutStage {
  readonly hostile: HostileProvider;
  readonly audit: CollectingAuditSink;
  readonly everywhere: RememberedEnds;
  /** A token that is right but for these. */
  token(claims?: Overrides, header?: Overrides, key?: TestKey): string;
  /** By default one field, to the one provider. */
  send(token: string | undefined, deviations?: SendDeviations): Promise<HttpResponse>;
}

export interface SendDeviations {
  readonly idp?: string;
  readonly body?: string;
  readonly contentType?: string;
}

export function logoutStage(
  hostile: HostileProvider,
  policy: Partial<OidcProviderPolicy> = {},
  regionsAway: readonly string[] = [],
  endings?: EndingRequests,
): LogoutStage {
  hostile.reset();
  hostile.script.jwks = { keys: [KEY.publicJwk] };
  const audit = createCollectingAuditSink();
  const everywhere = rememberedEnds(regionsAway);
  const adapter = anOidcProvider({ issuer: hostile.issuer, ...policy });
  const backchannelLogout = createBackchannelLogout({
    providers: new Map([
      [IDENTITY_PROVIDER, adapter],
      ["partner", anOidcProvider({ issuer: hostile.issuer, clientId: "streamgate-at-partner" })],
    ]),
    ...{ homes: createMemoryHomeStores(), everywhere, endings, audit, now: Date.now },
  });
  return {
    ...{ hostile, audit, everywhere },
    token: (claims = {}, header = {}, key = KEY) => {
      const now = Math.floor(Date.now() / 1000);
      const right = {
        ...{ iss: hostile.issuer, aud: CLIENT_ID, iat: now, exp: now + 120, jti: crypto.randomUUID() },
        ...{ sub: "5c1d0f7e-3b92", sid: "session-at-the-provider", events: { [EVENT]: {} } },
      };
      return mintToken(key, { ...right, ...claims }, { typ: "logout+jwt", ...header });
    },
    send: (token, { idp = IDENTITY_PROVIDER, body, contentType } = {}) =>
      answer(
        backchannelLogoutRoute,
        { backchannelLogout, audit },
        anEvent({
          routeKey: "POST /logout/{idp}/backchannel",
          path: `/logout/${idp}/backchannel`,
          pathParameters: { idp },
          headers: { "content-type": contentType ?? "application/x-www-form-urlencoded" },
          body: body ?? new URLSearchParams(token === undefined ? {} : { logout_token: token }).toString(),
        }),
      ),
  };
}

export function revocationsOf({ audit }: LogoutStage): readonly RevocationEvent[] {
  return audit.events.filter((event): event is RevocationEvent => event.event === "sessions_revoked");
}
