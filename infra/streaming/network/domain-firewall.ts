/**
 * AWS Network Firewall that lets connections to listed names pass, by TLS server name or HTTP host, and drops the rest.
 * One firewall a zone: the endpoints of one firewall over several zones come back in no particular order, and routes
 * must stay inside their zone (CloudFormation reference, AWS::NetworkFirewall::Firewall, EndpointIds).
 */
import { Fn, Names } from "aws-cdk-lib";
import {
  CfnFirewall,
  CfnFirewallPolicy,
  CfnLoggingConfiguration,
  CfnRuleGroup,
} from "aws-cdk-lib/aws-networkfirewall";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";

export interface DomainFirewallProps {
  readonly vpcId: string;
  /** One a zone, with nothing else in it. */
  readonly subnetIds: readonly string[];
  /** `example.com`, or `.example.com` for all names below it. */
  readonly allowedDomains: readonly string[];
  readonly logGroupName: string;
}

/** Fixed for the life of a rule group, and far from AWS's limit. */
const RULE_CAPACITY = 1000;

export class DomainFirewall extends Construct {
  /** In the order of the subnets. */
  readonly endpointIds: readonly string[];

  constructor(scope: Construct, id: string, props: DomainFirewallProps) {
    super(scope, id);
    const policy = this.#policy(this.#allowedDomains(props.allowedDomains));
    this.endpointIds = props.subnetIds.map((subnetId, index) => {
      const firewall = new CfnFirewall(this, `Firewall${index + 1}`, {
        firewallName: this.#name(`zone-${index + 1}`),
        firewallPolicyArn: policy.attrFirewallPolicyArn,
        vpcId: props.vpcId,
        subnetMappings: [{ subnetId }],
      });
      acknowledge(
        firewall,
        "Each zone has a firewall, so a lost zone takes only its own along.",
        "cdk-validator-cfnguard::netfw_multi_az_enabled_check",
      );
      new CfnLoggingConfiguration(this, `Logging${index + 1}`, {
        firewallArn: firewall.attrFirewallArn,
        loggingConfiguration: {
          logDestinationConfigs: (["ALERT", "FLOW"] as const).map((logType) => ({
            logType,
            logDestinationType: "CloudWatchLogs",
            logDestination: { logGroup: props.logGroupName },
          })),
        },
      });
      // `zone:endpoint`, and only this one.
      return Fn.select(1, Fn.split(":", Fn.select(0, firewall.attrEndpointIds)));
    });
  }

  #allowedDomains(targets: readonly string[]): CfnRuleGroup {
    return new CfnRuleGroup(this, "AllowedDomains", {
      ruleGroupName: this.#name("allowed-domains"),
      type: "STATEFUL",
      capacity: RULE_CAPACITY,
      ruleGroup: {
        rulesSource: {
          rulesSourceList: {
            targets: [...targets],
            targetTypes: ["TLS_SNI", "HTTP_HOST"],
            generatedRulesType: "ALLOWLIST",
          },
        },
        statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
      },
    });
  }

  #policy(allowed: CfnRuleGroup): CfnFirewallPolicy {
    return new CfnFirewallPolicy(this, "Policy", {
      firewallPolicyName: this.#name("policy"),
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        // Established connections, because the name comes after the handshake; the alert says what was dropped.
        statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
        statefulRuleGroupReferences: [{ resourceArn: allowed.attrRuleGroupArn, priority: 1 }],
      },
    });
  }

  #name(suffix: string): string {
    return `${Names.uniqueResourceName(this, { maxLength: 100, separator: "-" })}-${suffix}`;
  }
}
