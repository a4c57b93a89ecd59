/** `GET /ended`: the page after a streaming session, which a stack's redirect URL names, with a way back. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { launchPath } from "../core/intent.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { endedPage } from "../http/ended-page.ts";
import { navigationFor } from "../http/navigation.ts";
import { afterSession } from "../people/after-session.ts";
import type { LastLaunchPorts } from "../people/last-launch.ts";

export type EndedPorts = SessionPorts & LastLaunchPorts;

export const endedRoute: Route<EndedPorts> = async (request, ports) => {
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return endedPage(request, undefined);
  const { principal } = session;
  const { last, end } = await afterSession(ports, principal);
  return endedPage(request, {
    navigation: navigationFor(request, ports.index, principal, undefined),
    end: end && { name: end.application.application.name, by: end.by, endedAgo: end.endedAgo },
    last: last && {
      name: last.application.application.name,
      openedAgo: last.openedAgo,
      href: launchPath({ application: last.application.id, context: undefined, client: "web" }),
    },
  });
};
