/** A real access token of the local OpenID provider for a portal: the person signs in there, and the portal redeems the code. */
import { createHash, randomBytes } from "node:crypto";
import { PORTAL_REDIRECT_URI } from "../../dev/world/embedded-portals.ts";
import type { World } from "../../dev/world/world.ts";
import { Browser } from "../dev/identity-provider/browser.ts";

export interface PortalTokens {
  readonly access_token: string;
  readonly id_token: string;
}

const CLIENT = "northwind-portal";
const AUDIENCE = "urn:northwind:streamgate";

export async function portalTokens(
  { openIdProvider: { issuer } }: Pick<World, "openIdProvider">,
  username: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PortalTokens> {
  const verifier = randomBytes(32).toString("base64url");
  const authorization = new URL(`${issuer}/auth`);
  authorization.search = new URLSearchParams({
    ...{ client_id: CLIENT, response_type: "code", redirect_uri: PORTAL_REDIRECT_URI, scope: "openid" },
    ...{ resource: AUDIENCE, state: "portal", code_challenge_method: "S256" },
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  }).toString();
  const atProvider = new Browser();
  const form = await atProvider.openPage(authorization);
  const back = await atProvider.openRedirect(form.url, { username, password: `${username}-demo` });
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams({
      ...{ grant_type: "authorization_code", client_id: CLIENT, redirect_uri: PORTAL_REDIRECT_URI },
      ...{ code: back.searchParams.get("code") ?? "", code_verifier: verifier },
    }),
  });
  if (answer.status !== 200) throw new Error(`no tokens: ${await answer.text()}`);
  return (await answer.json()) as PortalTokens;
}

export async function accessTokenOf(
  world: Pick<World, "openIdProvider">,
  username: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  return (await portalTokens(world, username, headers)).access_token;
}
