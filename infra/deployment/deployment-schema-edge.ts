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

const originClient = closed({
  certificate: certificateArn,
  subject: distinguishedName,
  authorities: fileBeside,
});

export const certificates: v.GenericSchema<unknown, CertificateSettings> = closed({
  viewer: v.optional(v.nullable(certificateArn), null),
  regional: v.optional(mapOf(text, certificateArn), {}),
  originClient: v.optional(v.nullable(originClient), null),
});

export const limits: v.GenericSchema<unknown, LimitSettings> = closed({
  // WAF counts no rate below ten.
  requestsPerAddress: v.optional(wholeNumber(10, 2_000_000_000), 2_000),
  // An office behind one address signs in at nine.
  signInsPerAddress: v.optional(wholeNumber(10, 2_000_000_000), 300),
  requestsPerSecond: v.optional(wholeNumber(1, 10_000), 100),
  burst: v.optional(wholeNumber(1, 5_000), 200),
});
