/**
 * A minimal OpenID provider for tests that does as its script says, at every endpoint and in every token.
 * With the script it starts with, it is a correct provider, so each negative test has its positive control.
 * It registers no clients and checks no client secret: it records what was sent.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { codeFlow } from "./hostile/code-flow.ts";
import { makeMintKeys, mintToken } from "./hostile/minting.ts";
import { behave, type Reply } from "./hostile/reply.ts";
import {
  faithfulScript,
  type HostileEndpoint,
  type HostileScript,
  type TokenRecipe,
} from "./hostile/script.ts";

interface HostileRequests {
  /** `elsewhere` counts followed redirects. */
  readonly counts: Record<HostileEndpoint | "elsewhere", number>;
  lastAuthorization: URLSearchParams | null;
  lastToken: { readonly form: URLSearchParams; readonly authorization: string | null } | null;
}

export interface HostileProvider {
  readonly issuer: string;
  readonly script: HostileScript;
  readonly requests: HostileRequests;
  /** Back to a correct provider; the record of requests is kept. */
  reset(): void;
  /** A token of exactly these claims: a logout token, a bearer token. */
  mint(recipe: Pick<TokenRecipe, "claims"> & Partial<TokenRecipe>): string;
  stop(): Promise<void>;
}

const PATHS: Readonly<Record<string, HostileEndpoint>> = {
  "/.well-known/openid-configuration": "discovery",
  "/jwks": "jwks",
  "/authorize": "authorize",
  "/token": "token",
};

export async function startHostileProvider(
  options: { readonly port?: number } = {},
): Promise<HostileProvider> {
  const keys = await makeMintKeys();
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listenOnLoopback(server, options.port ?? 0)}`;
  const script = faithfulScript();
  const flow = codeFlow(issuer, script, keys);
  const requests: HostileRequests = {
    counts: { discovery: 0, jwks: 0, authorize: 0, token: 0, elsewhere: 0 },
    lastAuthorization: null,
    lastToken: null,
  };

  const replies: Record<HostileEndpoint, (parameters: URLSearchParams) => Reply> = {
    discovery: () => ({ status: 200, json: { ...metadata(issuer), ...script.metadata } }),
    jwks: () => ({ status: 200, json: script.jwks ?? { keys: [keys.publicJwk] } }),
    authorize: flow.authorize,
    token: flow.token,
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    const isElsewhere = pathname.startsWith("/elsewhere/");
    const endpoint = PATHS[pathname.replace(/^\/elsewhere/, "")];
    if (!endpoint) {
      response.writeHead(404).end();
      return;
    }
    requests.counts[isElsewhere ? "elsewhere" : endpoint] += 1;
    const parameters = request.method === "POST" ? new URLSearchParams(await text(request)) : searchParams;
    if (endpoint === "authorize") requests.lastAuthorization = parameters;
    if (endpoint === "token") {
      requests.lastToken = { form: parameters, authorization: request.headers.authorization ?? null };
    }
    const told = script.behaviour[endpoint];
    // The authorization endpoint sends its errors back to the relying party itself.
    const isAnswered = isElsewhere || (endpoint === "authorize" && told.kind === "error");
    const behaviour = isAnswered ? { kind: "answer" as const } : told;
    behave(response, behaviour, () => replies[endpoint](parameters), `${issuer}/elsewhere${request.url}`);
  }

  server.on("request", (request, response) => {
    // Rejects when the client goes away before its request is complete: there is nobody to tell.
    serve(request, response).catch(() => response.destroy());
  });
  return {
    issuer,
    script,
    requests,
    reset: () => void Object.assign(script, faithfulScript()),
    mint: (recipe) => mintToken(keys, { signing: "good", header: {}, ...recipe }),
    stop: () => closeServer(server),
  };
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "private_key_jwt", "none"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: ["openid", "profile", "email", "groups", "country"],
    authorization_response_iss_parameter_supported: true,
  };
}
