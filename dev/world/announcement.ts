/** What `npm start` prints when it is ready: for a person, or as one line of JSON for a program. */
import type { World } from "./world.ts";

export interface Announcement {
  readonly broker: string;
  readonly appstream: Readonly<Record<string, string>>;
  readonly identityProviders: Readonly<
    Record<string, { readonly protocol: string; readonly issuer: string }>
  >;
  readonly store: string;
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
      providers.map(([id, { protocol, issuer }]) => [id, { protocol, issuer }]),
    ),
    store: world.storeEndpoint,
    users: world.people.map(({ username, password, description }) => ({ username, password, description })),
    applications: Object.keys(world.policy.applications),
  };
}

export function announcementText({
  broker,
  appstream,
  identityProviders,
  store,
  users,
  applications,
}: Announcement): string {
  const column = Math.max(...users.map(({ username }) => username.length)) + 2;
  const secretColumn = Math.max(...users.map(({ password }) => password.length)) + 2;
  return [
    "",
    `  Streamgate is running at ${broker}`,
    "",
    "  Launch links (open one in a browser):",
    ...applications.map((id) => `    ${broker}/launch/${id}`),
    "",
    "  People (user name, password):",
    ...users.map(({ username, password, description }) => {
      return `    ${username.padEnd(column)}${password.padEnd(secretColumn)}${description}`;
    }),
    "",
    ...Object.entries(identityProviders).map(
      ([id, { protocol, issuer }]) => `  Identity provider  ${id} (${protocol})  ${issuer}`,
    ),
    ...Object.entries(appstream).map(([region, url]) => `  AppStream          ${region}  ${url}`),
    `  Store              ${store}`,
    "",
    "  Every sign-in and launch is written below as one audit event. Ctrl-C ends all of it.",
    "",
  ].join("\n");
}
