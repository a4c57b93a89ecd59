/** `GET /`: the catalogue of what this person may launch; signed out, the way to sign in. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { type OwnCataloguePorts, ownCatalogue } from "../catalogue/own-catalogue.ts";
import { loginPath } from "../core/intent.ts";
import { cataloguePage } from "../http/catalogue-page.ts";
import { readQuery } from "../http/catalogue-search.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { navigationFor } from "../http/navigation.ts";
import { signInPage } from "../http/pages.ts";
import { epochSeconds } from "../timestamps.ts";
import { evidenceOf } from "./evidence.ts";

export type HomePorts = SessionPorts & OwnCataloguePorts;

export const homeRoute: Route<HomePorts> = async (request, ports) => {
  const { index } = ports;
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) {
    const providers = Object.entries(index.policy.identityProviders);
    return signInPage(
      request,
      providers.map(([id, { name, protocol }]) => ({ name, href: loginPath({ id, protocol }, undefined) })),
      { isStart: true },
    );
  }
  const { principal } = session;
  const own = await ownCatalogue(ports, { principal, evidence: evidenceOf(request, index) });
  return cataloguePage(request, {
    ...own,
    person: principal.displayName ?? principal.email,
    authenticatedAt: principal.authenticatedAt,
    nowEpochSeconds: epochSeconds(ports.now()),
    navigation: navigationFor(request, index, principal, "applications"),
    query: readQuery(request.query),
  });
};
