/**
 * The way to a joined bastion, which the broker cannot open: SAML federation into one role, which may stream one stack
 * as the person the assertion names.
 */
import { Stack } from "aws-cdk-lib";
import { FederatedPrincipal, PolicyDocument, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";

export interface BastionFederationProps {
  readonly stackName: string;
  /** ARN of the identity provider in IAM. */
  readonly samlProvider: string;
}

export class BastionFederation extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { stackName, samlProvider }: BastionFederationProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.role = new Role(this, "Role", {
      description: `Streams the AppStream stack ${stackName} by federation`,
      assumedBy: new FederatedPrincipal(
        samlProvider,
        {
          StringEquals: {
            "SAML:aud": isGovCloud(stack.region)
              ? "https://signin.amazonaws-us-gov.com/saml"
              : "https://signin.aws.amazon.com/saml",
            // Another subject each time would be another person each time.
            "SAML:sub_type": "persistent",
          },
        },
        "sts:AssumeRoleWithSAML",
      ),
      inlinePolicies: {
        Stream: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ["appstream:Stream"],
              resources: [
                stack.formatArn({
                  service: "appstream",
                  resource: "stack",
                  resourceName: stackName,
                }),
              ],
              // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own variable
              conditions: { StringEquals: { "appstream:userId": "${saml:sub}" } },
            }),
          ],
        }),
      },
    });
  }
}

/** Where the identity provider sends people after sign-in (guide, external-identity-providers-setting-up-saml). */
export function relayState(region: string, stackName: string, accountId: string): string {
  const host = isGovCloud(region)
    ? `appstream2.${region}.amazonaws-us-gov.com`
    : `appstream2.${region}.aws.amazon.com`;
  return `https://${host}/saml?stack=${encodeURIComponent(stackName)}&accountId=${accountId}`;
}

function isGovCloud(region: string): boolean {
  return region.startsWith("us-gov-");
}
