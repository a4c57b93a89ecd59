import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { aDeployment, aStreaming, templateOf } from "./stage.ts";

describe("AppStream's usage reports", () => {
  it("are turned on, or found to be on already, and their bucket is told", () => {
    const template = templateOf();
    const calls = Object.values(template.findResources("Custom::AWS"));
    const written = calls.map(({ Properties }) => JSON.stringify(Properties.Create));
    const [subscribe] = written.filter((text) => text.includes("createUsageReportSubscription"));
    expect(subscribe).toContain('\\"ignoreErrorCodesMatching\\":\\"LimitExceededException');
    expect(written.filter((text) => text.includes("describeUsageReportSubscriptions"))).toHaveLength(1);
    template.hasOutput("UsageReportsBucket", { Value: Match.anyValue() });
  });

  it("stay on when the stack goes", () => {
    for (const { Properties } of Object.values(templateOf().findResources("Custom::AWS"))) {
      expect(Properties.Delete).toBeUndefined();
    }
  });

  it("are left alone where the deployment says so", () => {
    const template = templateOf({ deployment: aDeployment(aStreaming({ usageReports: false })) });
    expect(JSON.stringify(template.toJSON())).not.toContain("UsageReport");
  });
});
