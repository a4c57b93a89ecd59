/** One launch of the treasury desk by its link: where the person ends, and what the broker wrote down about it. */
import type { BrokerStage } from "./broker-stage.ts";
import { story } from "./story.ts";
import { type Page, Visitor } from "./visitor.ts";

export interface Launch {
  /** `stream`, or the status of the page that is not one. */
  readonly end: "stream" | number;
  readonly told: readonly string[];
}

/** Somebody who may open it: at SimpleSAMLphp for `ssp` and `ssp-…`, otherwise at LemonLDAP::NG. */
export function visitorOf(idp: string): Visitor {
  return new Visitor(idp.startsWith("ssp") ? "lucia" : "dwho");
}

export function launchLink({ world }: BrokerStage, idp: string, application = "treasury"): string {
  return `${world.origin}/launch/${application}?idp=${idp}`;
}

export async function launch(stage: BrokerStage, idp: string, visitor = visitorOf(idp)): Promise<Launch> {
  const page = await visitor.travel(launchLink(stage, idp));
  return { end: endOf(page, stage), told: story(stage.takeEvents()) };
}

export function endOf({ url, status, html }: Page, { world }: BrokerStage): Launch["end"] {
  return url.origin === world.appstream.origin && html.includes('data-testid="fleet"') ? "stream" : status;
}

/** A launch that went well. */
export function streamBy(idp: string, application = "treasury"): Launch {
  return { end: "stream", told: [`sign_in success ${idp}`, `launch url_created ${idp} ${application}`] };
}
