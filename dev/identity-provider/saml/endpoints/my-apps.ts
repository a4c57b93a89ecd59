/** `/` and `/start`: the tiles of "my apps", each of which leads into an application that has not asked. */

import { tilesPage } from "../pages.ts";
import { currentSignIn, type Provider, type Visit } from "../provider.ts";
import { pageReply, type Reply } from "../reply.ts";
import { RequestFault } from "../request-fault.ts";
import { beginSignIn } from "./sign-in.ts";

export function myApps(provider: Provider, { browser }: Visit): Reply {
  const signIn = currentSignIn(provider, browser);
  if (!signIn) return beginSignIn(provider, browser, null);
  const tiles = provider.serviceProviders
    .all()
    .flatMap(({ entityId, tiles }) =>
      tiles.map(({ label, relayState }) => ({ label, href: startPath(entityId, relayState) })),
    );
  return pageReply(tilesPage(signIn.person.name, tiles));
}

/** An unsolicited response (SAML Profiles §4.1.5), after the sign-in if there has been none. */
export function start(provider: Provider, { query, browser }: Visit): Reply {
  const entityId = query.get("sp");
  if (entityId === null) throw new RequestFault("The link names no service provider.");
  const serviceProvider = provider.serviceProviders.named(entityId);
  return beginSignIn(provider, browser, {
    serviceProvider,
    relayState: query.get("RelayState"),
    request: null,
  });
}

/** Without a relay state, none is sent. */
export function startPath(entityId: string, relayState: string | undefined): string {
  const query = new URLSearchParams({
    sp: entityId,
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  });
  return `/start?${query}`;
}
