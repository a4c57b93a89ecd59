/** What somebody is shown whose own session is in the way. */
import type { LaunchAnswer } from "../broker.ts";
import { type LaunchIntent, launchPath } from "../core/intent.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { BUILD } from "../core/waiting.ts";
import type { ChoiceView } from "../http/choice-page.ts";

/** Only for an application of the policy. */
export function choiceView(
  { applications }: PolicyIndex,
  intent: LaunchIntent,
  { session, why }: Extract<LaunchAnswer, { outcome: "choose" }>,
  nowEpochSeconds: number,
): ChoiceView {
  const wanted = applications.get(intent.application);
  if (wanted === undefined) throw new TypeError("nobody chooses an application that there is not");
  const other = applications.get(session.application);
  const back = { application: session.application, context: undefined, client: intent.client };
  const { launchId, isConnected, expiresAt } = session;
  return {
    application: wanted.application.name,
    other: other && {
      name: other.application.name,
      href: session.application === intent.application ? undefined : launchPath(back),
    },
    ...{ why, launchId, isConnected },
    endsInSeconds: expiresAt === null ? null : Math.max(0, expiresAt - nowEpochSeconds),
    rebuildSeconds: BUILD,
    launchHref: launchPath(intent),
  };
}
