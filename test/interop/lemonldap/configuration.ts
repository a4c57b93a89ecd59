/** LemonLDAP::NG's configuration; what it does not name keeps the package's default. */
import type { ServiceProvider } from "../identity-provider.ts";
import type { KeyPair } from "../key-pair.ts";
import { type OidcClient, oidcSettings } from "./oidc-settings.ts";
import { attributeMacros, groupRules } from "./people.ts";
import { samlSettings } from "./saml-settings.ts";

export interface LemonLdapState {
  readonly origin: string;
  /** Holds the sessions. */
  readonly directory: string;
  readonly key: KeyPair;
  /** The `kid` of the key in the JWKS. */
  readonly keyId: string;
  readonly serviceProviders: readonly ServiceProvider[];
  readonly oidcClients: readonly OidcClient[];
}

/** `number` must grow: a running portal takes a configuration by it. */
export function lemonLdapConfiguration(state: LemonLdapState, number: number): Record<string, unknown> {
  return {
    cfgNum: number,
    cfgDate: Math.floor(Date.now() / 1000),
    cfgAuthor: "interop",
    cfgVersion: "2.16.1",
    portal: `${state.origin}/`,
    domain: new URL(state.origin).hostname,
    authentication: "Demo",
    userDB: "Same",
    // The default names a rule where hosts belong, and it protects no other hosts.
    locationRules: {},
    exportedVars: {},
    demoExportedVars: { uid: "uid", cn: "cn", mail: "mail" },
    macros: { ...attributeMacros(), _whatToTrace: "$uid" },
    whatToTrace: "_whatToTrace",
    groups: groupRules(),
    ...WITHOUT,
    ...storage(state.directory),
    ...samlSettings(state, number),
    ...oidcSettings(state),
  };
}

/** What a test does without: each of these loads modules of further packages, or asks a person something. */
const WITHOUT = {
  portalDisplayRegister: 0,
  portalDisplayResetPassword: 0,
  portalCheckLogins: 0,
  // A sign-in of the last second is fresh enough for ForceAuthn.
  portalForceAuthnInterval: 1,
  // The login form's one-time token.
  requireToken: 0,
  securedCookie: 0,
  // Its default for SAML is None, which browsers take over https only.
  sameSite: "Lax",
};

function storage(directory: string) {
  const folders = (name: string) => ({
    Directory: `${directory}/${name}`,
    LockDirectory: `${directory}/${name}/lock`,
  });
  return {
    globalStorage: "Apache::Session::File",
    globalStorageOptions: {
      ...folders("sessions"),
      generateModule: "Lemonldap::NG::Common::Apache::Session::Generate::SHA256",
    },
    persistentStorage: "Apache::Session::File",
    persistentStorageOptions: folders("persistent-sessions"),
    // Its default is a folder of the whole machine.
    localSessionStorage: "Cache::FileCache",
    localSessionStorageOptions: { namespace: "sessions", cache_root: `${directory}/cache` },
  };
}
