/**
 * The demo application, for a policy that hands somebody over to it: its address in the policy stands for it wherever it
 * really listens, as the embedded identity providers' do.
 */
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";
import type { BrowserHandoverPolicy } from "../../functions/core/policy-handover.ts";
import { isShownBy, type PortalPolicy } from "../../functions/core/policy-portals.ts";
import {
  EMBEDDED_APPLICATION,
  EMBEDDED_ON_THE_SAME_SITE,
  type Intranet,
  type IntranetOptions,
  startIntranet,
} from "../intranet/server.ts";
import type { PortalButton } from "../intranet/start-page.ts";

export interface DemoApplication {
  /** Null where the policy has no address of it. */
  readonly intranet: Intranet | null;
  /** With its real address. */
  readonly policy: Policy;
}

export async function startDemoApplication(
  policy: Policy,
  { brokerOrigin, ...place }: Pick<IntranetOptions, "port" | "brokerOrigin" | "onVisit">,
  stops: (() => Promise<void>)[],
): Promise<DemoApplication> {
  const browser = Object.values(policy.applications)
    .map(({ handover }) => handover?.browser ?? null)
    .find((one) => one !== null && isEmbedded(one));
  const portal = Object.values(policy.portals ?? {}).find(({ origins }) => origins.some(isEmbeddedOrigin));
  if (!browser && !portal) return { intranet: null, policy };
  const token = browser?.frontChannel?.token ?? browser?.cookies[0]?.token;
  const intranet = await startIntranet({
    ...place,
    brokerOrigin,
    issuer: policy.tokens?.issuer ?? brokerOrigin,
    audience: token?.audience ?? "",
    buttons: portal ? buttonsOf(portal, policy) : [],
  });
  stops.push(intranet.stop);
  const moved = Object.entries(policy.applications).map(
    ([id, one]) => [id, at(intranet.origin, one)] as const,
  );
  const { portals = {} } = policy;
  const movedPortals = Object.entries(portals).map(
    ([id, one]) =>
      [id, { ...one, origins: one.origins.map((origin) => originAt(intranet.origin, origin)) }] as const,
  );
  return {
    intranet,
    policy: {
      ...policy,
      applications: Object.fromEntries(moved),
      portals: Object.fromEntries(movedPortals),
    },
  };
}

/** One for each application that it shows, with the demo's deal where deep links are taken. */
function buttonsOf(portal: PortalPolicy, { applications }: Policy): readonly PortalButton[] {
  return Object.entries(applications)
    .filter(([id]) => isShownBy(portal, id))
    .map(([application, { name, context }]) => ({
      ...{ application, label: name.en },
      ...(context !== null && { context: "FXD-204417" }),
    }));
}

function isEmbeddedOrigin(origin: string): boolean {
  return origin === EMBEDDED_APPLICATION || origin === EMBEDDED_ON_THE_SAME_SITE;
}

function originAt(real: string, origin: string): string {
  const { port } = new URL(real);
  return isEmbeddedOrigin(origin) ? `http://${new URL(origin).hostname}:${port}` : origin;
}

function isEmbedded({ url }: BrowserHandoverPolicy): boolean {
  return url.startsWith(`${EMBEDDED_APPLICATION}/`);
}

function at(origin: string, application: ApplicationPolicy): ApplicationPolicy {
  const browser = application.handover?.browser ?? null;
  if (!application.handover || browser === null || !isEmbedded(browser)) return application;
  const url = `${origin}${browser.url.slice(EMBEDDED_APPLICATION.length)}`;
  return { ...application, handover: { ...application.handover, browser: { ...browser, url } } };
}
