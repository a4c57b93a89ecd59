/**
 * Debian's SimpleSAMLphp 1.19 as a SAML identity provider on loopback, under PHP's own web server.
 * It answers signed AuthnRequests only, and its own parser reads a service provider's metadata as it came. PHP reads
 * the configuration at every request: what changes while it runs holds from the next request on.
 */
import { join } from "node:path";
import { requireDebian, SIMPLESAMLPHP_PACKAGES } from "./debian-packages.ts";
import type { SamlIdentityProvider, ServiceProvider } from "./identity-provider.ts";
import { makeKeyPair } from "./key-pair.ts";
import { freePort, startServer, temporaryDirectory } from "./server-process.ts";
import { SIMPLESAMLPHP_PEOPLE } from "./simplesamlphp/people.ts";
import { type SimpleSamlPhpState, stateDirectory } from "./simplesamlphp/state.ts";

const DOCUMENT_ROOT = "/usr/share/simplesamlphp/www";
const CONFIG_DIRECTORY = join(import.meta.dirname, "simplesamlphp");

export interface SimpleSamlPhp extends SamlIdentityProvider {
  /** Sends the browser with a LogoutRequest to one service provider after the other, and then to `returnTo`. */
  logoutUrl(returnTo: string): string;
  /** Publishes the certificate of the next key; the old key goes on signing. */
  rollover(): Promise<void>;
  /** Signs with the next key; the old certificate is published no more. */
  finishRollover(): Promise<void>;
}

export async function startSimpleSamlPhp(): Promise<SimpleSamlPhp> {
  requireDebian(SIMPLESAMLPHP_PACKAGES);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const entityId = `${origin}/saml2/idp/metadata.php`;
  let state: SimpleSamlPhpState = {
    origin,
    entityId,
    salt: crypto.randomUUID(),
    signingKey: "first",
    nextKey: null,
    people: SIMPLESAMLPHP_PEOPLE,
    options: {},
  };

  const [first, second] = await Promise.all([makeKeyPair("first"), makeKeyPair("second")]);
  const directory = await temporaryDirectory("simplesamlphp");
  const files = await stateDirectory(directory);
  await files.addKeyPair("first", first);
  await files.addKeyPair("second", second);
  await files.save(state);
  const server = await startServer({
    command: "php",
    args: ["-S", `127.0.0.1:${port}`, "-t", DOCUMENT_ROOT],
    env: { SIMPLESAMLPHP_CONFIG_DIR: CONFIG_DIRECTORY, INTEROP_DIRECTORY: directory },
    directory,
    readyUrl: entityId,
  });

  const change = async (changes: Partial<SimpleSamlPhpState>) => {
    state = { ...state, ...changes };
    await files.save(state);
  };
  const entityIds = new Map<string, string>();
  return {
    origin,
    samlEntityId: entityId,
    metadataXml: async () => await (await fetch(entityId)).text(),
    async importServiceProviders(serviceProviders) {
      for (const { id, metadataXml } of serviceProviders) {
        entityIds.set(id, entityIdOf(metadataXml));
        await files.addServiceProvider(id, metadataXml);
      }
      const options = serviceProviders.map((added) => [entityIdOf(added.metadataXml), optionsOf(added)]);
      await change({ options: { ...state.options, ...Object.fromEntries(options) } });
    },
    idpInitiatedUrl(serviceProvider, relayState) {
      const url = new URL("/saml2/idp/SSOService.php", origin);
      url.searchParams.set("spentityid", entityIds.get(serviceProvider) ?? "");
      if (relayState !== undefined) url.searchParams.set("RelayState", relayState);
      return url.href;
    },
    logoutUrl(returnTo) {
      const url = new URL("/saml2/idp/SingleLogoutService.php", origin);
      url.searchParams.set("ReturnTo", returnTo);
      return url.href;
    },
    rollover: () => change({ nextKey: "second" }),
    finishRollover: () => change({ signingKey: "second", nextKey: null }),
    stop: server.stop,
  };
}

function optionsOf({ signs, encryptsAssertion = false }: ServiceProvider): Record<string, boolean> {
  const signing = signs && {
    "saml20.sign.response": signs !== "assertion",
    "saml20.sign.assertion": signs !== "response",
  };
  return { "assertion.encryption": encryptsAssertion, ...signing };
}

function entityIdOf(metadataXml: string): string {
  return /\bentityID="([^"]*)"/.exec(metadataXml)?.[1] ?? "";
}
