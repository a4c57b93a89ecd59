/** The ways in every page's header, for whoever is signed in: only those that lead this person somewhere. */
import { isApprover } from "../core/approval.ts";
import { grantIn } from "../core/entitlement.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { mayUseLinkStudio } from "../core/portal-access.ts";
import type { Principal } from "../core/principal.ts";
import type { NavigationEntry } from "./layout.ts";
import type { HttpRequest } from "./request.ts";
import { languageOf } from "./texts/languages.ts";
import { NAVIGATION_TEXTS, type NavigationTexts } from "./texts/navigation.ts";

/** Paths of ours. */
const PATHS: Readonly<Record<keyof NavigationTexts, string>> = {
  applications: "/",
  sessions: "/sessions",
  helpDesk: "/help-desk",
  linkStudio: "/link-studio",
  approvals: "/approvals",
};

/** `current`: undefined on a page that none of them leads to. */
export function navigationFor(
  request: Pick<HttpRequest, "languages">,
  index: PolicyIndex,
  principal: Principal,
  current: keyof NavigationTexts | undefined,
): readonly NavigationEntry[] {
  const texts = NAVIGATION_TEXTS[languageOf(request.languages)];
  const isHelpDesk = grantIn(principal, index.helpDesk) !== undefined;
  const places: readonly (keyof NavigationTexts)[] = [
    "applications",
    "sessions",
    ...(approvesSomething(index, principal) ? (["approvals"] as const) : []),
    ...(isHelpDesk ? (["helpDesk"] as const) : []),
    ...(mayUseLinkStudio(index, principal) ? (["linkStudio"] as const) : []),
  ];
  return places.map((place) => ({ href: PATHS[place], label: texts[place], isCurrent: place === current }));
}

function approvesSomething({ applications }: PolicyIndex, principal: Principal): boolean {
  return [...applications.values()].some((application) => isApprover(principal, application));
}
