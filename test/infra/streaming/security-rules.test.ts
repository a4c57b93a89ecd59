/** The streaming side against the rules the product is held to, with every kind of network and of bastion in one stack. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CfnGuardValidator } from "@cdklabs/cdk-validator-cfnguard";
import { App, Validations } from "aws-cdk-lib";
import { CfnSecurityGroup } from "aws-cdk-lib/aws-ec2";
import { AwsSolutionsChecks } from "cdk-nag";
import { beforeAll, describe, expect, it } from "vitest";
import type { NetworkDeclaration } from "../../../infra/deployment/deployment.ts";
import { HUB } from "./network/networks.ts";
import {
  aBastion,
  aBench,
  aDeployment,
  aFleetDeclaration,
  aNetwork,
  anApp,
  aPolicyFleet,
  aStreaming,
  aStreamingPolicy,
  aStreamingStack,
} from "./stage.ts";

const PROXY = "10.20.3.4:3128";
const NETWORKS: Readonly<Record<string, NetworkDeclaration>> = {
  nat: aNetwork(),
  none: aNetwork({ egress: "none", transitGateway: HUB }),
  proxy: aNetwork({ egress: "proxy", proxy: PROXY }),
  firewall: aNetwork({ egress: "firewall", allowedDomains: [".example.com"] }),
};
const DIRECTORY = { name: "corp.example.com", organizationalUnit: "OU=Bastions,DC=corp" };
const PROVIDER = "arn:aws:iam::111122223333:saml-provider/corporate";
const IDS = [...Object.keys(NETWORKS), "brokered", "joined"];

interface Acknowledged {
  readonly id: string;
  readonly reason: string;
}

interface Outcome {
  /** Plugin and rule. */
  readonly broken: readonly string[];
  readonly acknowledged: readonly Acknowledged[];
}

interface Finding {
  readonly ruleName: string;
  readonly acknowledgedId?: string;
  readonly reason?: string;
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly Finding[];
  readonly suppressedViolations?: readonly Finding[];
}

function synthesize(): Outcome {
  const app = anApp(true);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new CfnGuardValidator());
  const streaming = aStreaming({
    networks: NETWORKS,
    fleets: Object.keys(NETWORKS).map((id) => aFleetDeclaration({ fleet: id, network: id })),
    bastions: [
      aBastion({ fleet: "brokered", network: "proxy" }),
      aBastion({
        fleet: "joined",
        network: "none",
        variant: "domain_joined",
        directory: DIRECTORY,
        samlProvider: PROVIDER,
      }),
    ],
  });
  const policy = aStreamingPolicy({
    fleets: Object.fromEntries(IDS.map((id) => [id, aPolicyFleet({ stack: id, fleet: id })])),
    applications: {},
  });
  aStreamingStack({ deployment: aDeployment(streaming), policy }, app);
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, "validation-report.json"), "utf8"));
  const reports: readonly PluginReport[] = report.pluginReports;
  return {
    broken: reports.flatMap(({ pluginName, violations }) =>
      violations.map(({ ruleName }) => `${pluginName} ${ruleName}`),
    ),
    acknowledged: reports.flatMap(({ suppressedViolations = [] }) =>
      suppressedViolations.map(({ acknowledgedId = "", reason = "" }) => ({ id: acknowledgedId, reason })),
    ),
  };
}

describe("the streaming side", () => {
  let outcome: Outcome;
  beforeAll(() => {
    outcome = synthesize();
  }, 120_000);

  it("leaves no rule broken", () => {
    expect(outcome.broken).toEqual([]);
  });

  it("is looked at: a group open to everybody would be found", () => {
    const { stack } = aBench();
    new CfnSecurityGroup(stack, "Open", {
      groupDescription: "open",
      securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: "0.0.0.0/0" }],
    });
    Validations.of(stack.node.root).addPlugins(new AwsSolutionsChecks(stack.node.root));
    expect(() => App.of(stack)?.synth()).toThrow("AwsSolutions-EC23");
  });

  it("breaks only rules that are acknowledged with a reason each", () => {
    for (const { reason } of outcome.acknowledged) expect(reason).toMatch(/^[A-Za-z].{30,}$/);
    const ids = outcome.acknowledged.map(({ id }) => id.replace(/<\w+\.Arn>/, "<Function.Arn>"));
    expect([...new Set(ids)].toSorted()).toEqual([
      "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
      "AwsSolutions::AwsSolutions-IAM5[Resource::<Function.Arn>:*]",
      "AwsSolutions::AwsSolutions-SF1",
      "AwsSolutions::AwsSolutions-SF2",
      "CloudFormation-Validate::W3010",
      "cdk-validator-cfnguard::cloudwatch_log_group_retention_period_check",
      "cdk-validator-cfnguard::lambda_inside_vpc_check",
      "cdk-validator-cfnguard::netfw_multi_az_enabled_check",
      "cdk-validator-cfnguard::step_functions_state_machine_logging_enabled_check",
      "cdk-validator-cfnguard::step_functions_state_machine_tracing_enabled_check",
    ]);
  });
});
