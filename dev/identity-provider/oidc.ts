/**
 * A real OpenID provider on loopback, with a sign-in page, for the demo and for tests.
 * The `oidc-provider` library does the protocol. Its keys are fixed when it is made, so rolling them
 * exchanges the provider behind the HTTP server; what people and clients hold lives on in the adapter.
 */

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Provider } from "oidc-provider";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import type { OpenIdClient } from "./clients.ts";
import { providerConfiguration } from "./configuration.ts";
import { memoryAdapter } from "./memory-adapter.ts";
import type { DemoPerson } from "./people.ts";
import { isSignIn, sendPage, signIn } from "./sign-in.ts";
import { faultPage } from "./sign-in-page.ts";
import { makeSigningKeys } from "./signing-keys.ts";

export interface OpenIdProviderOptions {
  /** 0 asks for a free port. */
  readonly port: number;
  readonly clients: readonly OpenIdClient[];
  readonly people: readonly DemoPerson[];
  /** Of access tokens that are JWTs. Default: none are. */
  readonly audiences?: readonly string[];
  /** The name in the issuer; the server listens on 127.0.0.1 whatever it is called. Default `127.0.0.1`. */
  readonly issuerHost?: string;
}

export interface OpenIdProvider {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly issuer: string;
  /** New keys under new ids; with `sameKeyIds` under the old ids, as a provider restored from nothing would. */
  rollKeys(options?: { readonly sameKeyIds?: boolean }): Promise<void>;
  /** How often the key set has been fetched since the start. */
  jwksRequests(): number;
  stop(): Promise<void>;
}

export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<OpenIdProvider> {
  const server = createServer();
  const port = await listenOnLoopback(server, options.port);
  const issuer = `http://${options.issuerHost ?? "127.0.0.1"}:${port}`;
  const lasting = {
    cookieKey: randomBytes(32).toString("hex"),
    cookieSuffix: String(port),
    adapter: memoryAdapter(),
  };
  const makeProvider = async (keyGeneration: number) => {
    const jwks = await makeSigningKeys(keyGeneration);
    return new Provider(issuer, providerConfiguration({ ...options, ...lasting, jwks }));
  };

  let generation = 1;
  let provider = await makeProvider(generation).catch(async (error: unknown) => {
    await closeServer(server);
    throw error;
  });
  let jwksRequests = 0;
  server.on("request", (request, response) => {
    if (request.url === "/jwks") jwksRequests += 1;
    void serve(provider, options.people, request, response);
  });
  return {
    issuer,
    async rollKeys({ sameKeyIds = false } = {}) {
      if (!sameKeyIds) generation += 1;
      provider = await makeProvider(generation);
    },
    jwksRequests: () => jwksRequests,
    stop: () => closeServer(server),
  };
}

async function serve(
  provider: Provider,
  people: readonly DemoPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (isSignIn(request.url)) await signIn({ provider, people }, request, response);
    else await provider.callback()(request, response);
  } catch (error) {
    console.error("[openid-provider]", error);
    if (!response.headersSent) sendPage(response, 500, faultPage("The sign-in failed."));
  }
}
