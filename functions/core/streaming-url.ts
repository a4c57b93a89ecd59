/**
 * Is the URL that AppStream answered one that a browser may be sent to? The Location of a launch is the only
 * external redirect the broker makes, so its host is compared with AppStream's own hosts of the Region asked.
 */
import { type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

export interface StreamingUrlRules {
  readonly region: string;
  /** Replaces AppStream's host after the check; null leaves it. */
  readonly customDomain: string | null;
  /** Development only: the origin of the emulator that stands in for AppStream. */
  readonly emulatorOrigin: string | undefined;
}

export function checkStreamingUrl(answer: string, rules: StreamingUrlRules): Result<string, Refusal> {
  if (!URL.canParse(answer))
    return err(refusal("streaming_url_foreign_host", { region: rules.region, host: null }));
  const url = new URL(answer);
  const isAnonymous = url.username === "" && url.password === "";
  // `http:` and `https:` only: a `blob:` URL has the origin of the page inside it.
  if (isAnonymous && url.origin === rules.emulatorOrigin && url.href.startsWith(`${url.origin}/`))
    return ok(url.href);
  const isBare = isAnonymous && url.port === "";
  if (url.protocol !== "https:" || !isBare || !appStreamHosts(rules.region).includes(url.hostname)) {
    return err(
      refusal("streaming_url_foreign_host", { region: rules.region, host: url.hostname.slice(0, 100) }),
    );
  }
  if (rules.customDomain !== null) url.hostname = rules.customDomain;
  return ok(url.href);
}

/** Hosts seen in streaming URLs: standard and FIPS, with GovCloud's and China's own suffixes. */
function appStreamHosts(region: string): readonly string[] {
  return ["appstream2", "appstream2-fips"].map((service) => `${service}.${region}.${suffix(region)}`);
}

function suffix(region: string): string {
  if (region.startsWith("us-gov-")) return "amazonaws-us-gov.com";
  return region.startsWith("cn-") ? "amazonaws.cn" : "aws.amazon.com";
}
