/** What exists once for all Regions at the `cloudfront` edge, in us-east-1 as CloudFront wants it. */
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import { DataKey } from "../broker/data-key.ts";
import { EDGE_REGION, logGroupArn } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { EdgeOperation } from "../operation/edge-operation.ts";
import { EdgeAccessLog } from "./edge-access-log.ts";
import { ViewerDistribution } from "./viewer-distribution.ts";
import { WebAcl } from "./web-acl.ts";

export interface EdgeStackProps extends StackProps {
  readonly deployment: Deployment;
}

export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const { name, domain, limits, retention } = deployment;
    const { viewer, originClient } = deployment.certificates;
    if (viewer === null || originClient === null || domain.origin === null) {
      throw new TypeError(
        "the `cloudfront` edge needs `certificates.viewer`, `certificates.originClient` and `domain.origin`",
      );
    }
    // Not the Region's data key: the broker need not run in us-east-1 at all.
    const key = new DataKey(this, "LogKey", {
      alias: `alias/${name}-edge-logs`,
      description: `${name}: logs of the edge`,
      region: EDGE_REGION,
      account: deployment.account,
      services: [],
      logGroups: logGroupsOf(deployment),
    });
    const logging = { logDays: retention.logDays, key };
    const firewall = `${name}-edge`;
    const acl = new WebAcl(this, "Firewall", {
      name: firewall,
      scope: "CLOUDFRONT",
      limits,
      ...logging,
    });
    const { distribution } = new ViewerDistribution(this, "Viewer", {
      name,
      viewerName: domain.viewer,
      certificate: viewer,
      originName: domain.origin,
      originClientCertificate: originClient.certificate,
      webAclArn: acl.arn,
    });
    new EdgeOperation(this, "Operation", { deployment, firewall });
    new EdgeAccessLog(this, "AccessLog", { name, distribution, ...logging });

    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.hostedZoneName,
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    const recordName = `${domain.viewer}.`;
    new ARecord(this, "ViewerIpv4", { zone, recordName, target });
    new AaaaRecord(this, "ViewerIpv6", { zone, recordName, target });
    new CfnOutput(this, "DistributionId", { value: distribution.distributionId });
  }
}

function logGroupsOf({ name, account }: Deployment): readonly string[] {
  const patterns = [`/${name}/edge/*`, `aws-waf-logs-${name}-edge`];
  return patterns.map((pattern) => logGroupArn(account, EDGE_REGION, pattern));
}
