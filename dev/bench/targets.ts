/** What the benchmark is held against. A miss is said plainly and fails nothing: the machine may be the reason. */
import type { Variant } from "./build-variant.ts";
import type { ButtonFigures } from "./button/measure.ts";
import { buttonVerdicts } from "./button/report.ts";
import type { CatalogueFigures } from "./catalogue.ts";
import type { ColdFigures } from "./cold-start.ts";
import { type DecisionReport, entries } from "./decisions.ts";
import { type HandoverReport, handoverVerdicts } from "./handover/report.ts";
import { type OutageReport, outageVerdicts } from "./outages/report.ts";
import type { PortalLaunches } from "./portal-launches.ts";
import type { SampleFigures } from "./saml/verifications.ts";
import type { Outcome, WorstInput } from "./saml/worst-inputs.ts";
import { atLeast, atMost, type Verdict } from "./verdict.ts";
import type { WarmFigures } from "./warm-calls.ts";

export interface Report {
  /** The launch function and what stands beside it. */
  readonly compared: readonly Variant[];
  /** Every function that is deployed. */
  readonly deployed: readonly Variant[];
  readonly cold: ReadonlyMap<string, ColdFigures>;
  readonly warm: ReadonlyMap<string, WarmFigures>;
  readonly portal: PortalLaunches;
  readonly decisions: DecisionReport;
  readonly catalogue: CatalogueFigures;
  readonly verifications: readonly SampleFigures[];
  readonly worstInputs: readonly WorstInput[];
  readonly outages: OutageReport;
  readonly handover: HandoverReport;
  /** Undefined: no Chromium. */
  readonly button: ButtonFigures | undefined;
}

const COLD_TO_SAMPLE = 0.65;
const WARM_TO_FLOOR = 2.5;
const PORTAL_TO_BROWSER = 1.2;
const THROUGHPUT_TO_SAMPLE = 1.5;
/** Minified. The others have no target of their own. */
const BUNDLE_KILOBYTES = { launch: 320, "sign-in-oidc": 320, "sign-in-saml": 700 };
const DECISIONS_A_SECOND = 200_000;
const RANKING_MICROSECONDS = 20;
const CATALOGUE_MILLISECONDS = 5;
const VERIFICATION_TO_NODE_SAML = 1.5;
const WORST_MILLISECONDS: Readonly<Record<Outcome, number>> = { accepted: 250, refused: 50 };

export function verdicts(report: Report): readonly Verdict[] {
  return [
    ...launchVerdicts(report),
    ...catalogueVerdicts(report),
    ...bundleVerdicts(report),
    ...samlVerdicts(report),
    ...outageVerdicts(report.outages),
    ...handoverVerdicts(report.handover),
    ...buttonVerdicts(report.button),
  ];
}

function launchVerdicts({ cold, warm, portal, decisions }: Report): readonly Verdict[] {
  const middle = decisions.bySize[1]?.perSecond ?? Number.NaN;
  const coldRatio = ratio(cold, "launch", "sample", ({ total }) => total);
  const warmRatio = ratio(warm, "memory", "floor", ({ p50 }) => p50);
  const throughput = (ours: string): number => ratio(warm, ours, "sample", ({ perSecond }) => perSecond);
  const growth = costGrowth(decisions);
  return [
    atMost("cold start, launch (DynamoDB record) to the sample", coldRatio, COLD_TO_SAMPLE, 2),
    atMost("warm p50, launch (record in memory) to the floor", warmRatio, WARM_TO_FLOOR, 2),
    atMost(
      "warm p50, launch by a portal to one by a browser",
      portal.portal.p50 / portal.browser.p50,
      PORTAL_TO_BROWSER,
      2,
    ),
    atLeast(
      "throughput, launch (record in memory) to the sample",
      throughput("memory"),
      THROUGHPUT_TO_SAMPLE,
      2,
    ),
    atLeast(
      "throughput, launch (DynamoDB record) to the sample",
      throughput("launch"),
      THROUGHPUT_TO_SAMPLE,
      2,
    ),
    atLeast("decisions a second, 1,000 applications", middle, DECISIONS_A_SECOND, 0),
    atMost(
      "ranking 50 fleets in one decision, µs",
      1e6 / decisions.everywhere.perSecond,
      RANKING_MICROSECONDS,
      1,
    ),
    atMost("cost of a decision, largest policy to smallest (limit: log)", growth.found, growth.limit, 2),
  ];
}

function catalogueVerdicts({ catalogue }: Report): readonly Verdict[] {
  const target = `catalogue of ${catalogue.applications} applications, p50 in the handler, ms`;
  return [atMost(target, catalogue.p50, CATALOGUE_MILLISECONDS, 2)];
}

export function bundleVerdicts({ deployed }: Pick<Report, "deployed">): readonly Verdict[] {
  return Object.entries(BUNDLE_KILOBYTES).map(([name, limit]) => {
    const size = deployed.find(({ id }) => id === name)?.size;
    return atMost(`${name} bundle, KB minified`, size?.kilobytes ?? Number.NaN, limit, 0);
  });
}

function samlVerdicts({ verifications, worstInputs }: Report): readonly Verdict[] {
  return [
    ...verifications.map(({ name, byVerifier }) => {
      const found = ratio(byVerifier, "ours", "node-saml", ({ p50 }) => p50);
      return atMost(`SAML p50 to node-saml alone: ${name}`, found, VERIFICATION_TO_NODE_SAML, 2);
    }),
    ...worstInputs.map(({ outcome, milliseconds }) =>
      atMost(
        `costliest SAML response ${outcome}, ms of one core`,
        milliseconds,
        WORST_MILLISECONDS[outcome],
        0,
      ),
    ),
  ];
}

/** How much dearer a decision is in the largest policy, and how much dearer the logarithm of its size would make it. */
function costGrowth({ bySize }: DecisionReport): { readonly found: number; readonly limit: number } {
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  if (smallest === undefined || largest === undefined) return { found: Number.NaN, limit: Number.NaN };
  return {
    found: smallest.perSecond / largest.perSecond,
    limit: Math.log(entries(largest.size)) / Math.log(entries(smallest.size)),
  };
}

function ratio<Id, F>(
  figures: ReadonlyMap<Id, F>,
  ours: NoInfer<Id>,
  theirs: NoInfer<Id>,
  value: (figures: F) => number,
): number {
  const [a, b] = [figures.get(ours), figures.get(theirs)];
  return a === undefined || b === undefined ? Number.NaN : value(a) / value(b);
}
