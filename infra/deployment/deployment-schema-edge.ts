/**
 * Schema of how people reach the broker: names, certificates and the limits at the edge. What each kind of edge needs
 * is asked of the whole deployment (deployment-check-domains.ts, deployment-check-certificates.ts).
 */
import * as v from "valibot";
import { domainName } from "../../functions/core/policy-schema-formats.ts";
import { closed, text, wholeNumber } from "../../functions/core/policy-schema-shapes.ts";
import type { CertificateSettings, DomainSettings, LimitSettings } from "./deployment.ts";
import {
  certificateArn,
  distinguishedName,
  fileBeside,
  hostedZoneId,
  mapOf,
} from "./deployment-schema-formats.ts";

export const domain: v.GenericSchema<unknown, DomainSettings> = closed({
  viewer: domainName,
  origin: v.optional(v.nullable(domainName), null),
  hostedZoneId,
  hostedZoneName: domainName,
});

/** What ACM alone could check stands in the JSON Schema, for whoever writes the file. */
const clientCertificate = v.pipe(
  certificateArn,
  v.description(
    "Imported into ACM in us-east-1, with extended key usage clientAuth, RSA 2048 or P-256: ACM neither issues nor renews such a certificate.",
  ),
);

const regional = v.pipe(
  mapOf(text, certificateArn),
  v.description(
    "By Region. At the `cloudfront` edge issued by ACM itself: for an imported or a private one API Gateway's mutual TLS asks for a second certificate, which cannot be written here.",
  ),
);

const originClient = closed({
  certificate: clientCertificate,
  subject: distinguishedName,
  authorities: fileBeside,
});

export const certificates: v.GenericSchema<unknown, CertificateSettings> = closed({
  viewer: v.optional(v.nullable(certificateArn), null),
  regional: v.optional(regional, {}),
  originClient: v.optional(v.nullable(originClient), null),
});

const polledPerAddress = v.pipe(
  wholeNumber(10, 2_000_000_000),
  v.description(
    "All that programs ask by themselves, from one address in five minutes: waiting pages, launch buttons, embedded streams, approvals' pages, and a portal's server at `/api/`. None of it counts as `requestsPerAddress`.",
  ),
);

export const limits: v.GenericSchema<unknown, LimitSettings> = closed({
  // WAF counts no rate below ten.
  requestsPerAddress: v.optional(wholeNumber(10, 2_000_000_000), 2_000),
  // An office behind one address signs in at nine.
  signInsPerAddress: v.optional(wholeNumber(10, 2_000_000_000), 300),
  // Each waiting person asks about every `capacityRefreshSeconds` of the policy: at 20, 2,000 people of one office.
  waitingRequestsPerAddress: v.optional(polledPerAddress, 30_000),
  requestsPerSecond: v.optional(wholeNumber(1, 10_000), 100),
  burst: v.optional(wholeNumber(1, 5_000), 200),
  // And 20,000 people altogether. API Gateway has 5,000 at once for all that an account has in a Region.
  waitingRequestsPerSecond: v.optional(wholeNumber(1, 5_000), 1_000),
});
