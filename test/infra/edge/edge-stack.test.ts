import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { loadExample, soleOf, templateOf, templates } from "../assembly.ts";

let edge: Template;
beforeAll(async () => {
  edge = templateOf(templates(await loadExample("cloudfront")), "streamgate-edge-us-east-1");
});

describe("the distribution", () => {
  it("shows the Regional APIs its client certificate, over TLS 1.2 alone", () => {
    edge.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Origins: [
          Match.objectLike({
            DomainName: "origin.stream.northwind.example",
            CustomOriginConfig: Match.objectLike({
              OriginMtlsConfig: {
                ClientCertificateArn:
                  "arn:aws:acm:us-east-1:111122223333:certificate/5f0c1d2e-0000-4000-8000-000000000004",
              },
              OriginProtocolPolicy: "https-only",
              OriginSSLProtocols: ["TLSv1.2"],
            }),
            OriginCustomHeaders: Match.absent(),
          }),
        ],
      },
    });
  });

  it("takes viewers over modern TLS, under its own name, behind the firewall", () => {
    const [acl] = Object.keys(
      edge.findResources("AWS::WAFv2::WebACL", { Properties: { Scope: "CLOUDFRONT" } }),
    );
    edge.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Aliases: ["stream.northwind.example"],
        ViewerCertificate: Match.objectLike({
          MinimumProtocolVersion: "TLSv1.2_2021",
          SslSupportMethod: "sni-only",
        }),
        WebACLId: { "Fn::GetAtt": [acl, "Arn"] },
      },
    });
  });

  it("keeps nothing but the launch button's script, and answers over https only", () => {
    edge.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        DefaultCacheBehavior: Match.objectLike({
          // CachingDisabled, by AWS.
          CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          ViewerProtocolPolicy: "redirect-to-https",
        }),
        // CloudFront would keep an error for ten seconds, and it may hold one person's launch context.
        CustomErrorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((ErrorCode) => ({
          ErrorCode,
          ErrorCachingMinTTL: 0,
        })),
        CacheBehaviors: [
          ...["/context/redeem", "/api/*"].map((PathPattern) => ({
            PathPattern,
            TargetOriginId: Match.anyValue(),
            // AllViewerExceptHostHeader, by AWS: a list of headers cannot name `Authorization`.
            OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
            CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            ViewerProtocolPolicy: "redirect-to-https",
            AllowedMethods: Match.anyValue(),
            ResponseHeadersPolicyId: Match.anyValue(),
            Compress: false,
          })),
          Match.objectLike({ PathPattern: "/launch-button.js" }),
        ],
        DefaultRootObject: Match.absent(),
      },
    });
  });
});

describe("the launch button's script", () => {
  it("is kept for all, compressed, and asked for with nothing of the viewer", () => {
    const { DistributionConfig } = soleOf(edge, "AWS::CloudFront::Distribution");
    const { DefaultCacheBehavior, CacheBehaviors } = DistributionConfig;
    const [script, ...more] = CacheBehaviors.filter((each: { PathPattern: string }) =>
      each.PathPattern.startsWith("/launch-button"),
    );
    expect(more).toEqual([]);
    expect(script).toEqual({
      PathPattern: "/launch-button.js",
      TargetOriginId: DefaultCacheBehavior.TargetOriginId,
      // CachingOptimized, by AWS: no cookie, query string or header but Accept-Encoding. No origin request policy.
      CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      AllowedMethods: ["GET", "HEAD"],
      Compress: true,
      ViewerProtocolPolicy: "redirect-to-https",
      ResponseHeadersPolicyId: DefaultCacheBehavior.ResponseHeadersPolicyId,
      FunctionAssociations: DefaultCacheBehavior.FunctionAssociations,
    });
  });
});

describe("what is handed on to the Regional APIs", () => {
  it("is every cookie and query string, where the viewer is, and what the functions read", () => {
    edge.hasResourceProperties("AWS::CloudFront::OriginRequestPolicy", {
      OriginRequestPolicyConfig: {
        CookiesConfig: { CookieBehavior: "all" },
        QueryStringsConfig: { QueryStringBehavior: "all" },
        HeadersConfig: {
          HeaderBehavior: "whitelist",
          Headers: Match.arrayWith([
            "Accept",
            "Accept-Language",
            "Origin",
            "Sec-Fetch-Dest",
            "Sec-Fetch-Site",
            "X-Streamgate-Fetch",
            "CloudFront-Viewer-Address",
            "CloudFront-Viewer-Country",
            "CloudFront-Viewer-Latitude",
            "CloudFront-Viewer-Longitude",
          ]),
        },
      },
    });
  });

  it("is no more than the ten headers CloudFront permits, and not Host", () => {
    const { OriginRequestPolicyConfig: policy } = soleOf(edge, "AWS::CloudFront::OriginRequestPolicy");
    const headers = policy.HeadersConfig.Headers as readonly string[];
    expect(headers.length).toBeLessThanOrEqual(10);
    expect(headers).not.toContain("Host");
  });
});

describe("what is answered", () => {
  it("has security headers even where no function spoke, and leaves those of the functions", () => {
    const { ResponseHeadersPolicyConfig: policy } = soleOf(edge, "AWS::CloudFront::ResponseHeadersPolicy");
    const headers = policy.SecurityHeadersConfig;
    expect(headers.StrictTransportSecurity).toMatchObject({
      AccessControlMaxAgeSec: 63_072_000,
      IncludeSubdomains: true,
    });
    expect(headers.FrameOptions).toMatchObject({ FrameOption: "DENY" });
    expect(headers.ReferrerPolicy).toMatchObject({ ReferrerPolicy: "no-referrer" });
    expect(headers.ContentSecurityPolicy.ContentSecurityPolicy).toContain("default-src 'none'");
    for (const each of Object.values(headers)) expect(each).toMatchObject({ Override: false });
  });
});

describe("the logs of the edge", () => {
  it("have neither query strings nor cookies nor referrers", () => {
    const fields = soleOf(edge, "AWS::Logs::Delivery").RecordFields as readonly string[];
    expect(fields).toContain("cs-uri-stem");
    expect(fields.join(" ")).not.toMatch(/query|cookie|referer/i);
    edge.hasResourceProperties("AWS::WAFv2::LoggingConfiguration", {
      RedactedFields: Match.arrayWith([{ QueryString: {} }, { SingleHeader: { Name: "cookie" } }]),
    });
  });

  it("are encrypted and kept as long as the deployment says", () => {
    const groups = Object.values(edge.findResources("AWS::Logs::LogGroup"));
    expect(groups).toHaveLength(2);
    for (const { Properties } of groups) {
      expect(Properties).toMatchObject({ RetentionInDays: 90, KmsKeyId: expect.anything() });
    }
  });
});

describe("the viewer's name", () => {
  it.each(["A", "AAAA"])("leads to the distribution by %s", (Type) => {
    edge.hasResourceProperties("AWS::Route53::RecordSet", {
      Type,
      Name: "stream.northwind.example.",
      AliasTarget: Match.objectLike({
        DNSName: { "Fn::GetAtt": [Match.stringLikeRegexp("^ViewerDistribution"), "DomainName"] },
      }),
    });
  });
});
