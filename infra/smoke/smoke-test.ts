/** Asks a deployed broker what expectations.ts lists, from outside, as anybody could. */
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { type Expectation, expectations, FORGED_COUNTRY } from "./expectations.ts";
import { get, NoAnswer, type Patience, untilRight } from "./probe.ts";

export interface SmokeTarget {
  /** What people open, without a path. */
  readonly origin: string;
  readonly policy: Policy;
  /** Undefined where there is no edge: the local world. */
  readonly edge?: Pick<Deployment, "edge" | "domain">;
}

export interface SmokeResult {
  readonly name: string;
  /** Undefined: it is as it should be. */
  readonly fault: string | undefined;
}

/** Never rejects; each question has its own patience, so that what works is told beside what does not. */
export async function smokeTest(target: SmokeTarget, patience: Patience): Promise<readonly SmokeResult[]> {
  const { origin, policy, edge } = target;
  const asked = [...expectations(origin, policy), ...(edge?.edge === "cloudfront" ? [FORGED_COUNTRY] : [])];
  const results = asked.map(async (expectation) => ({
    name: expectation.name,
    fault: await untilRight(() => ask(origin, expectation, patience), patience),
  }));
  const originName = edge?.edge === "cloudfront" ? edge.domain.origin : null;
  return await Promise.all([
    ...results,
    ...(originName === null ? [] : [strangersAreRefused(originName, patience)]),
  ]);
}

/** Of one Region, before it is known to the world: its own health. */
export async function healthOf(url: string, patience: Patience): Promise<string | undefined> {
  return await untilRight(async () => {
    const { status } = await get(url, {}, patience);
    return status === 200 ? undefined : `answered ${status}, not 200`;
  }, patience);
}

async function ask(
  origin: string,
  { path, headers = {}, fault }: Expectation,
  patience: Patience,
): Promise<string | undefined> {
  return fault(await get(`${origin}${path}`, headers, patience));
}

/** The server ended the handshake, or the connection that came of it. A certificate that we refuse is none of these. */
const TURNED_AWAY = /^(?:ERR_SSL_\w*ALERT\w*|EPROTO|ECONNRESET|UND_ERR_SOCKET)$/;

/** Whoever asks the Regional API without CloudFront's certificate gets nothing: the handshake ends, or API Gateway says 403. */
async function strangersAreRefused(originName: string, patience: Patience): Promise<SmokeResult> {
  const fault = await untilRight(async () => {
    try {
      const { status } = await get(`https://${originName}/healthz`, {}, patience);
      return status === 403 ? undefined : `${originName} answered ${status} without a certificate`;
    } catch (cause) {
      if (cause instanceof NoAnswer && TURNED_AWAY.test(cause.code)) return undefined;
      return (cause as Error).message;
    }
  }, patience);
  return { name: "the origin answers CloudFront alone", fault };
}
