/**
 * The demo application, for a policy that hands somebody over to it: its address in the policy stands for it wherever it
 * really listens, as the embedded identity providers' do.
 */
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";
import type { BrowserHandoverPolicy } from "../../functions/core/policy-handover.ts";
import {
  EMBEDDED_APPLICATION,
  type Intranet,
  type IntranetOptions,
  startIntranet,
} from "../intranet/server.ts";

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
  if (!browser) return { intranet: null, policy };
  const token = browser.frontChannel?.token ?? browser.cookies[0]?.token;
  const intranet = await startIntranet({
    ...place,
    brokerOrigin,
    issuer: policy.tokens?.issuer ?? brokerOrigin,
    audience: token?.audience ?? "",
  });
  stops.push(intranet.stop);
  const moved = Object.entries(policy.applications).map(
    ([id, one]) => [id, at(intranet.origin, one)] as const,
  );
  return { intranet, policy: { ...policy, applications: Object.fromEntries(moved) } };
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
