import { describe, expect, it } from "vitest";
import { withValue } from "../../support/policies.ts";
import { aRegionalInput, certificate, issuesOf, issuesWith } from "./deployments.ts";

const viewer = ["certificates", "viewer"];
const regional = ["certificates", "regional"];
const originClient = ["certificates", "originClient"];

describe("checkCertificates with CloudFront", () => {
  it("asks for the viewer's certificate and the client certificate", () => {
    expect(issuesWith([viewer, null], [originClient, null])).toStrictEqual([
      "certificates.viewer must be written for `edge: cloudfront`: the ARN of an ACM certificate for stream.example.com in us-east-1",
      expect.stringMatching(
        /^certificates\.originClient must be written for `edge: cloudfront`: the client cert/,
      ),
    ]);
  });

  it("refuses certificates that CloudFront would not find", () => {
    const found = "must be in us-east-1, where CloudFront looks for certificates, not in eu-west-1";
    expect(
      issuesWith(
        [viewer, certificate("eu-west-1", "viewer")],
        [[...originClient, "certificate"], certificate("eu-west-1", "client")],
      ),
    ).toStrictEqual([
      expect.stringContaining(`certificates.viewer ${found}`),
      expect.stringContaining(`certificates.originClient.certificate ${found}`),
    ]);
  });

  it("refuses the viewer's certificate as the client's", () => {
    expect(issuesWith([[...originClient, "certificate"], certificate("us-east-1", "viewer")])).toStrictEqual([
      expect.stringContaining("must be another certificate than the viewer's"),
    ]);
  });

  it("names each Region without a certificate, and for which name", () => {
    expect(issuesWith([regional, {}])).toStrictEqual([
      "certificates.regional.eu-west-1 eu-west-1 has no certificate; write the ARN of an ACM certificate for origin.stream.example.com in eu-west-1",
      "certificates.regional.us-east-1 us-east-1 has no certificate; write the ARN of an ACM certificate for origin.stream.example.com in us-east-1",
    ]);
    expect(issuesWith([[...regional, "us-east-1"], undefined], [["domain", "origin"], null])).toContain(
      "certificates.regional.us-east-1 us-east-1 has no certificate; write the ARN of an ACM certificate for `domain.origin` in us-east-1",
    );
  });

  it("refuses a certificate under another Region's name", () => {
    expect(issuesWith([[...regional, "eu-west-1"], certificate("us-east-1", "origin")])).toStrictEqual([
      "certificates.regional.eu-west-1 must be in eu-west-1, not in us-east-1: API Gateway uses certificates of its own Region only",
    ]);
  });

  it("refuses a certificate of a Region that is not deployed to", () => {
    expect(issuesWith([[...regional, "eu-central-1"], certificate("eu-central-1", "origin")])).toStrictEqual([
      "certificates.regional.eu-central-1 is none of `regions`; take it out, or write the Region there as well",
    ]);
  });

  it("refuses certificates of another account", () => {
    const other = "999999999999";
    const apart = "is in another account than `account`, and ACM shares no certificates between accounts";
    expect(
      issuesWith(
        [viewer, certificate("us-east-1", "viewer", other)],
        [[...regional, "eu-west-1"], certificate("eu-west-1", "origin", other)],
        [[...originClient, "certificate"], certificate("us-east-1", "client", other)],
      ),
    ).toStrictEqual([
      `certificates.viewer ${apart}`,
      `certificates.regional.eu-west-1 ${apart}`,
      `certificates.originClient.certificate ${apart}`,
    ]);
  });

  it("says nothing more of what is no ARN", () => {
    const wrong = "must be the ARN of an ACM certificate: arn:aws:acm:REGION:ACCOUNT:certificate/ID";
    expect(issuesWith([viewer, "viewer"], [[...regional, "eu-west-1"], "arn:aws:acm:x"])).toStrictEqual([
      `certificates.viewer ${wrong}`,
      `certificates.regional.eu-west-1 ${wrong}`,
    ]);
  });
});

describe("checkCertificates without CloudFront", () => {
  it("refuses what only CloudFront shows", () => {
    const input = withValue(viewer, certificate("us-east-1", "viewer"), aRegionalInput());
    const client = { certificate: certificate("us-east-1", "c"), subject: "CN=c", authorities: "a.pem" };
    expect(issuesOf(withValue(originClient, client, input)).slice(0, 2)).toStrictEqual([
      "certificates.viewer is for `edge: cloudfront` only; take it out, the certificates of this edge stand in `regional`",
      "certificates.originClient is for `edge: cloudfront` only; take it out",
    ]);
  });

  it("asks for a certificate for the name that people open", () => {
    expect(issuesOf(withValue(regional, {}, aRegionalInput()))[0]).toBe(
      "certificates.regional.eu-west-1 eu-west-1 has no certificate; write the ARN of an ACM certificate for stream.example.com in eu-west-1",
    );
  });
});
