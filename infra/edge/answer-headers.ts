/**
 * Security headers for what no function answered: the firewall, CloudFront and API Gateway speak without them. What a
 * function said itself (functions/http/security-headers.ts) stays as it is.
 */
import { Duration } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

const TWO_YEARS = Duration.seconds(63_072_000);

export class AnswerHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, name: string) {
    const override = false;
    super(scope, id, {
      responseHeadersPolicyName: name,
      comment: "Security headers for answers that bring none",
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy:
            "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
          override,
        },
        contentTypeOptions: { override },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
        strictTransportSecurity: { accessControlMaxAge: TWO_YEARS, includeSubdomains: true, override },
      },
      customHeadersBehavior: {
        customHeaders: [{ header: "Cache-Control", value: "no-store", override }],
      },
    });
  }
}
