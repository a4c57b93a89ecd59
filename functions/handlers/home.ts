/** `GET /`: what this person may launch, as links; signed out, the way to sign in. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { launchableApplications } from "../catalogue.ts";
import { launchPath, loginPath } from "../core/intent.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { signInPage, startPage } from "../http/pages.ts";

export const homeRoute: Route<SessionPorts> = async (request, ports) => {
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) {
    const providers = Object.entries(ports.index.policy.identityProviders);
    return signInPage(
      request,
      providers.map(([id, { name, protocol }]) => ({ name, href: loginPath({ id, protocol }, undefined) })),
    );
  }
  const { principal } = session;
  const links = launchableApplications(ports.index, principal).map(
    ({ id, application: { name, description } }) => {
      return { name, description, href: launchPath({ application: id, context: undefined, client: "web" }) };
    },
  );
  return startPage(request, principal.displayName ?? principal.email, links);
};
