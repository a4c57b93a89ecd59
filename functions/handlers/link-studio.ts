/** `GET /link-studio`: help desk and portal teams build links, buttons and frames. It shows; it changes nothing. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { loginPath } from "../core/intent.ts";
import { checkLaunchContext } from "../core/launch-context.ts";
import type { IndexedPortal, PolicyIndex } from "../core/policy-index.ts";
import { applicationsShownBy, mayUseLinkStudio, portalsBuiltBy } from "../core/portal-access.ts";
import { refusal } from "../core/refusal.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { type ButtonChoice, TARGETS } from "../http/link-studio/codes.ts";
import { linkStudioPage, type StudioFault, type StudioView } from "../http/link-studio/page.ts";
import { navigationFor } from "../http/navigation.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import { LANGUAGES } from "../http/texts/languages.ts";
import type { AuditSink } from "../ports.ts";

export interface LinkStudioPorts extends SessionPorts {
  readonly audit: AuditSink;
  /** The broker's own, from configuration. */
  readonly origin: string;
}

const MAX_LABEL_LENGTH = 80;

export const linkStudioRoute: Route<LinkStudioPorts> = async (request, ports) => {
  const { index, origin } = ports;
  const { support, identityProviders } = index.policy;
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) {
    const [first, ...others] = Object.entries(identityProviders);
    const isOne = first !== undefined && others.length === 0;
    const signIn = isOne ? loginPath({ id: first[0], protocol: first[1].protocol }, undefined) : "/";
    return refuse(request, refusal("not_signed_in"), { signIn, support });
  }
  const { principal } = session;
  if (!mayUseLinkStudio(index, principal)) {
    return refuseAndAudit({ ...ports, support }, request, "not_a_portal_team");
  }
  const portals = portalsBuiltBy(index, principal);
  const navigation = navigationFor(request, index, principal, "linkStudio");
  const { query } = request;
  const portal = portals.find(({ id }) => id === query.get("portal")) ?? portals[0];
  const view = portal && {
    origin,
    portals: portals.map(({ id }) => id),
    ...studioView(index, portal, query),
  };
  return linkStudioPage(request, view, navigation);
};

function studioView(
  index: PolicyIndex,
  portal: IndexedPortal,
  query: URLSearchParams,
): Omit<StudioView, "origin" | "portals"> {
  const shown = applicationsShownBy(portal, index);
  const application = shown.find(({ id }) => id === query.get("application")) ?? shown[0];
  const choice = application && choiceFrom(application.id, query);
  const { embeds: mayEmbed, readsStates } = portal.portal;
  return {
    ...{ portal: portal.id, mayEmbed, readsStates, choice },
    applications: shown.map(({ id, application: { name } }) => ({ id, name })),
    fault: choice && faultOf(index, choice, mayEmbed),
  };
}

function choiceFrom(application: string, query: URLSearchParams): ButtonChoice {
  const context = query.get("context") ?? "";
  return {
    application,
    label: (query.get("label") ?? "").trim().slice(0, MAX_LABEL_LENGTH),
    language: LANGUAGES.find((language) => language === query.get("language")),
    target: TARGETS.find((target) => target === query.get("target")) ?? "tab",
    context: context === "" ? undefined : context,
  };
}

function faultOf(
  { applications }: PolicyIndex,
  { application, context, target }: ButtonChoice,
  mayEmbed: boolean,
): StudioFault | undefined {
  const indexed = applications.get(application);
  if (indexed !== undefined && !checkLaunchContext(indexed, context).ok) {
    const declared = indexed.application.context;
    return declared === null
      ? { field: "context", pattern: null }
      : { field: "context", pattern: declared.pattern, length: declared.maxLength };
  }
  return target === "embed" && !mayEmbed ? { field: "target" } : undefined;
}
