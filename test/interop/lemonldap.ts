/**
 * Debian's LemonLDAP::NG 2.16 as a SAML identity provider and an OpenID provider in one process, on loopback.
 * It answers signed AuthnRequests only and takes a service provider's metadata as it is. A change while it runs is a
 * configuration with a higher number, which it finds within two seconds.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LEMONLDAP_PACKAGES, requireDebian } from "./debian-packages.ts";
import type { SamlIdentityProvider } from "./identity-provider.ts";
import { makeKeyPair } from "./key-pair.ts";
import { type LemonLdapState, lemonLdapConfiguration } from "./lemonldap/configuration.ts";
import type { OidcClient } from "./lemonldap/oidc-settings.ts";
import { organizationName } from "./lemonldap/saml-settings.ts";
import { freePort, startServer, temporaryDirectory } from "./server-process.ts";

const FILES = join(import.meta.dirname, "lemonldap");
const RELOAD_MILLISECONDS = 10_000;

export interface LemonLdap extends SamlIdentityProvider {
  /** Ends in a slash. */
  readonly oidcIssuer: string;
  /** PKCE is required of each. */
  registerClient(client: OidcClient): Promise<void>;
  /** Ends the session there, on a page with a hidden frame for every service provider that has a SingleLogoutService. */
  logoutUrl(): string;
  /** Signs with a new key, SAML and OpenID Connect alike, and publishes only that: it can publish one at a time. */
  rollover(): Promise<void>;
}

export async function startLemonLdap(): Promise<LemonLdap> {
  requireDebian(LEMONLDAP_PACKAGES);
  const port = await freePort();
  const directory = await temporaryDirectory("lemonldap");
  for (const folder of ["configuration", "sessions/lock", "persistent-sessions/lock"]) {
    await mkdir(join(directory, folder), { recursive: true });
  }
  const ini = await readFile(join(FILES, "lemonldap-ng.ini"), "utf8");
  await writeFile(join(directory, "lemonldap-ng.ini"), ini.replaceAll("@DIRECTORY@", directory));

  const origin = `http://127.0.0.1:${port}`;
  const metadataUrl = `${origin}/saml/metadata`;
  const metadataXml = async () => await (await fetch(metadataUrl)).text();
  let number = 0;
  let state: LemonLdapState = {
    origin,
    directory,
    key: await makeKeyPair("first"),
    keyId: "first",
    serviceProviders: [],
    oidcClients: [],
  };
  const save = async (change: Partial<LemonLdapState>) => {
    state = { ...state, ...change };
    number += 1;
    const file = join(directory, "configuration", `lmConf-${number}.json`);
    await writeFile(`${file}.new`, JSON.stringify(lemonLdapConfiguration(state, number)));
    await rename(`${file}.new`, file);
  };
  const reload = async (change: Partial<LemonLdapState>) => {
    await save(change);
    const deadline = Date.now() + RELOAD_MILLISECONDS;
    while (!(await metadataXml()).includes(organizationName(number))) {
      if (Date.now() > deadline) throw new Error(`LemonLDAP::NG does not reload:\n${server.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await save({});
  const server = await startServer({
    command: "plackup",
    // One request at a time: a connection that a browser opens and does not use must not hold up the next.
    args: ["--host", "127.0.0.1", "--port", String(port), "--timeout", "1", join(FILES, "portal.psgi")],
    env: { LLNG_DEFAULTCONFFILE: join(directory, "lemonldap-ng.ini"), PLACK_ENV: "deployment" },
    directory,
    readyUrl: metadataUrl,
  });

  return {
    origin,
    samlEntityId: metadataUrl,
    oidcIssuer: `${origin}/`,
    metadataXml,
    async importServiceProviders(added) {
      const kept = state.serviceProviders.filter(({ id }) => !added.some((provider) => provider.id === id));
      await reload({ serviceProviders: [...kept, ...added] });
    },
    registerClient: (client) => reload({ oidcClients: [...state.oidcClients, client] }),
    idpInitiatedUrl(serviceProvider, relayState) {
      const url = new URL("/saml/singleSignOn?IDPInitiated=1", origin);
      url.searchParams.set("spConfKey", serviceProvider);
      if (relayState !== undefined) url.searchParams.set("RelayState", relayState);
      return url.href;
    },
    logoutUrl: () => `${origin}/?logout=1`,
    async rollover() {
      const keyId = `rolled-over-${number}`;
      await reload({ key: await makeKeyPair(keyId), keyId });
    },
    stop: server.stop,
  };
}
