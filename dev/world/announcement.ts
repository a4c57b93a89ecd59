/** What `npm start` prints when it is ready: for a person, or as one line of JSON for a program. */
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import { isEmbeddedSaml } from "./embedded-service-providers.ts";
import type { World } from "./world.ts";

type IdentityProviderAddress =
  | { readonly protocol: "oidc"; readonly issuer: string }
  | { readonly protocol: "saml"; readonly metadata: string; readonly apps?: string };

export interface Announcement {
  readonly broker: string;
  readonly appstream: Readonly<Record<string, string>>;
  readonly identityProviders: Readonly<Record<string, IdentityProviderAddress>>;
  readonly store: string;
  /** The demo intranet: launch buttons, and the application that streams open; absent where the policy names it nowhere. */
  readonly demoApplication?: string;
  /** Each Region's own broker, past the front; absent where there is one Region. */
  readonly regions?: Readonly<Record<string, string>>;
  readonly users: readonly {
    readonly username: string;
    readonly password: string;
    readonly description: string;
  }[];
  readonly applications: readonly string[];
}

export function announcement(world: World): Announcement {
  const providers = Object.entries(world.policy.identityProviders);
  return {
    broker: world.origin,
    appstream: world.appstream.regions,
    identityProviders: Object.fromEntries(
      providers.map(([id, provider]) => [id, addressOf(provider, world)]),
    ),
    store: world.storeEndpoint,
    ...(world.intranet && { demoApplication: world.intranet.origin }),
    ...(world.regions.length > 1 && {
      regions: Object.fromEntries(world.regions.map(({ region, origin }) => [region, origin])),
    }),
    users: world.people.map(({ username, password, description }) => ({ username, password, description })),
    applications: Object.keys(world.policy.applications),
  };
}

function addressOf(provider: IdentityProviderPolicy, world: World): IdentityProviderAddress {
  if (provider.protocol === "oidc") return { protocol: "oidc", issuer: provider.issuer };
  if (!isEmbeddedSaml(provider)) {
    return { protocol: "saml", metadata: provider.metadata.url ?? provider.metadata.file };
  }
  const { metadataUrl, origin } = world.samlIdentityProvider;
  return { protocol: "saml", metadata: metadataUrl, apps: origin };
}

export function announcementText({
  broker,
  appstream,
  identityProviders,
  store,
  demoApplication,
  regions = {},
  users,
  applications,
}: Announcement): string {
  const column = Math.max(...users.map(({ username }) => username.length)) + 2;
  const secretColumn = Math.max(...users.map(({ password }) => password.length)) + 2;
  return [
    "",
    `  Streamgate is running at ${broker}`,
    "",
    `  Pages              ${broker}  (your applications; /sessions, /help-desk, /approvals, /link-studio)`,
    ...(demoApplication === undefined
      ? []
      : [
          `  Demo intranet      ${demoApplication.replace("127.0.0.1", "localhost")}  (launch buttons; also what the stream of treasury opens)`,
        ]),
    "",
    "  Launch links (open one in a browser):",
    ...applications.map((id) => `    ${broker}/launch/${id}`),
    "",
    "  People (user name, password):",
    ...users.map(({ username, password, description }) => {
      return `    ${username.padEnd(column)}${password.padEnd(secretColumn)}${description}`;
    }),
    "",
    ...Object.entries(identityProviders).map(([id, address]) => {
      const url = address.protocol === "oidc" ? address.issuer : address.metadata;
      return `  Identity provider  ${id} (${address.protocol})  ${url}`;
    }),
    ...Object.values(identityProviders).flatMap((address) =>
      address.protocol === "saml" && address.apps !== undefined
        ? [`  Tiles to launch by ${address.apps}`]
        : [],
    ),
    ...Object.entries(appstream).map(([region, url]) => `  AppStream          ${region}  ${url}`),
    `  Store              ${store}`,
    ...Object.entries(regions).map(([region, url]) => `  Broker             ${region}  ${url}`),
    ...(Object.keys(regions).length > 0 ? [`  Switches           ${broker}/_control/regions`] : []),
    "",
    "  Every sign-in and launch is written below as one audit event. Ctrl-C ends all of it.",
    "",
  ].join("\n");
}
