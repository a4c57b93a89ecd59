/**
 * What the edge in front of the API says about the viewer, and whether it is our edge that says it.
 * A header proves nothing by being there: it counts only with the client certificate our distribution presents
 * (mutual TLS, checked by API Gateway) or the shared secret only our distribution knows.
 * Where only our edge may ask, whoever else does is refused, an authority's other clients among them: they came past the
 * firewall, which stands at the edge.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { EdgeEvidence } from "../core/location.ts";

export interface EdgeTrust {
  /** Subject DN of the distribution's client certificate, exactly as API Gateway reports it. */
  readonly certificateSubject: string | undefined;
  /** Values of `x-streamgate-edge` that prove the edge; two while one is being rotated. */
  readonly secrets: readonly string[];
  /** Nobody but our edge may ask. */
  readonly required: boolean;
}

/**
 * Route 53 asks for the health past every edge, and shows no certificate (infra/broker/health-endpoint.ts); keys that
 * everybody may have are at the instances' address too.
 */
const ASKED_PAST_THE_EDGE: readonly string[] = ["GET /healthz", "GET /.well-known/jwks.json"];
/** Instances ask it at an address of their own, where nobody gets in whose signature AWS does not vouch for. */
const ASKED_BY_INSTANCES = "POST /context/redeem";

export interface Viewer {
  /** The viewer's address: from the edge if it is ours, else the peer of the connection; never our edge's own. */
  readonly clientIp: string | undefined;
  /** Undefined where no edge header came at all. */
  readonly edge: EdgeEvidence | undefined;
}

export function readViewer(event: APIGatewayProxyEventV2, trust: EdgeTrust): Viewer {
  const { headers } = event;
  const peer = event.requestContext.http.sourceIp;
  const trusted = isOurEdge(event, trust);
  const country = headers["cloudfront-viewer-country"];
  const address = headers["cloudfront-viewer-address"];
  // Behind our edge the peer is the edge, whose network and country are not the viewer's.
  const clientIp = trusted ? viewerAddress(address) : peer;
  if (country === undefined && address === undefined) return { clientIp, edge: undefined };
  return {
    clientIp,
    edge: {
      trusted,
      country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
      coordinates: coordinates(headers["cloudfront-viewer-latitude"], headers["cloudfront-viewer-longitude"]),
    },
  };
}

/** Whether this caller may ask for this route at all. */
export function isAdmitted(event: APIGatewayProxyEventV2, trust: EdgeTrust): boolean {
  if (!trust.required || ASKED_PAST_THE_EDGE.includes(event.routeKey)) return true;
  return (
    (event.routeKey === ASKED_BY_INSTANCES && callerArnOf(event) !== undefined) || isOurEdge(event, trust)
  );
}

/** API Gateway's own word, which no header can change. */
export function callerArnOf({ requestContext }: APIGatewayProxyEventV2): string | undefined {
  const { authorizer } = requestContext as {
    readonly authorizer?: { readonly iam?: { readonly userArn?: unknown } };
  };
  const arn = authorizer?.iam?.userArn;
  return typeof arn === "string" ? arn : undefined;
}

export function isOurEdge(event: APIGatewayProxyEventV2, trust: EdgeTrust): boolean {
  const presented = event.requestContext.authentication?.clientCert?.subjectDN;
  if (trust.certificateSubject !== undefined && presented === trust.certificateSubject) return true;
  const secret = event.headers["x-streamgate-edge"];
  return secret !== undefined && trust.secrets.some((known) => isSameText(known, secret));
}

/** Constant time in the texts' content; the digest also hides their length. */
function isSameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const DEGREES = /^-?\d{1,3}(?:\.\d{1,10})?$/;

/** `ip:port`; an IPv6 address stands there without brackets, so the last colon separates. */
function viewerAddress(header: string | undefined): string | undefined {
  const separator = header?.lastIndexOf(":") ?? -1;
  return separator > 0 ? header?.slice(0, separator) : undefined;
}

/** Eleven kilometres tell Regions apart as well as ten metres, and say less of a person in a record. */
function tenths(degrees: string | undefined): number {
  return Math.round(Number(degrees) * 10) / 10;
}

function coordinates(
  latitude: string | undefined,
  longitude: string | undefined,
): EdgeEvidence["coordinates"] {
  if (!DEGREES.test(latitude ?? "") || !DEGREES.test(longitude ?? "")) return undefined;
  const [north, east] = [tenths(latitude), tenths(longitude)];
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { latitude: north, longitude: east } : undefined;
}
