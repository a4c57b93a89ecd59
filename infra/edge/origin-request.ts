/**
 * What of a request CloudFront hands on: every cookie and every query string, and the ten headers that a policy may
 * name at most. Not `Host`, by which API Gateway finds the API. `Content-Type` and the body come always.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
import {
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { FOLDED_HEADER } from "./fetch-metadata.ts";

/** CloudFront's own, which say where the viewer is. */
const ABOUT_THE_VIEWER = [
  "CloudFront-Viewer-Address",
  "CloudFront-Viewer-Country",
  "CloudFront-Viewer-Latitude",
  "CloudFront-Viewer-Longitude",
];

/** The browser's own that functions/ reads; fetch-metadata.ts folds two more into the last. */
const FROM_THE_VIEWER = [
  "Accept",
  "Accept-Language",
  "Origin",
  "Sec-Fetch-Dest",
  "Sec-Fetch-Site",
  FOLDED_HEADER,
];

export class OriginRequest extends OriginRequestPolicy {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, {
      originRequestPolicyName: name,
      comment: "All cookies and query strings, the headers the functions read, where the viewer is; no Host",
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      headerBehavior: OriginRequestHeaderBehavior.allowList(...FROM_THE_VIEWER, ...ABOUT_THE_VIEWER),
    });
  }
}
