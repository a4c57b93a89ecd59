/** The self-test's part on the network: is every broker there, is the clock right, are there credentials. */
import { boundedBody } from "./bounded-body.ts";
import type { Configuration } from "./configuration-schema.ts";
import { createRequestSigner } from "./request-signer.ts";
import type { Check } from "./self-test-check.ts";

const DEADLINE_MILLISECONDS = 5_000;
const CLOCK_TOLERANCE_SECONDS = 60;

export async function brokerChecks(
  { endpoints, authentication }: Configuration,
  isInSession: boolean,
  now: () => number,
): Promise<readonly Check[]> {
  const asked = Object.entries(endpoints).map(([region, url]) => endpointChecks(region, url, now));
  return [...(await Promise.all(asked)).flat(), await credentialsCheck(authentication, isInSession, now)];
}

async function endpointChecks(region: string, url: string, now: () => number): Promise<readonly Check[]> {
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/healthz`, {
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MILLISECONDS),
    });
    await boundedBody(response, 64 * 1024);
    const reached: Check = {
      level: "ok",
      text: `broker ${region}: ${url} answers (HTTP ${response.status})`,
    };
    const skew = Math.round((now() - Date.parse(response.headers.get("date") ?? "")) / 1000);
    if (Number.isNaN(skew)) return [reached, { level: "note", text: `clock: ${region} gave no date` }];
    const isRight = Math.abs(skew) <= CLOCK_TOLERANCE_SECONDS;
    const clock: Check = isRight
      ? { level: "ok", text: `clock: within a minute of ${region}` }
      : {
          level: "missing",
          text: `clock: ${skew} s off from ${region}; put it right, or nothing can be redeemed`,
        };
    return [reached, clock];
  } catch {
    // Name, route, certificate or time: the address is what there is to look at.
    const text = `broker ${region}: no answer from ${url}; look at the name, the route, the certificate and the proxy`;
    return [{ level: "missing", text }];
  }
}

async function credentialsCheck(
  authentication: Configuration["authentication"],
  isInSession: boolean,
  now: () => number,
): Promise<Check> {
  const what =
    "profile" in authentication ? `profile ${authentication.profile}` : `key ${authentication.keyFile}`;
  const url = new URL("https://self-test.invalid/context/redeem");
  const request = { url, region: "us-east-1", fleet: "self-test", body: "{}", nowMilliseconds: now() };
  const signed = createRequestSigner(authentication)(request).then(
    () => true,
    () => false,
  );
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, DEADLINE_MILLISECONDS, false).unref());
  if (await Promise.race([signed, late])) return { level: "ok", text: `credentials: ${what}` };
  const isNote = !isInSession && "profile" in authentication;
  return {
    level: isNote ? "note" : "missing",
    text: `credentials: ${what} cannot be used; give the fleet its role, or the key file a key of at least 43 characters`,
  };
}
