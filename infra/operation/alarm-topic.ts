/** Where alarms go: one topic a Region, encrypted with a key of its own, which CloudWatch may use. */
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Subscription, SubscriptionProtocol, Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { keyAdministration, TAKING_AWAY, THIS_KEY } from "../broker/key-administration.ts";
import type { Deployment } from "../deployment/deployment.ts";

export interface AlarmTopicProps {
  readonly deployment: Deployment;
  readonly topicName: string;
}

export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, { deployment, topicName }: AlarmTopicProps) {
    super(scope, id);
    const fromUs = { StringEquals: { "aws:SourceAccount": deployment.account } };
    // AWS's own key for topics would not let it.
    const cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
    this.key = new Key(this, "Key", {
      alias: `alias/${topicName}`,
      description: `${deployment.name}: alarms on their way`,
      enableKeyRotation: true,
      // Nothing outlives its delivery.
      removalPolicy: RemovalPolicy.DESTROY,
      policy: new PolicyDocument({
        statements: [
          ...keyAdministration([...TAKING_AWAY, "kms:DisableKeyRotation", "kms:EnableKeyRotation"]),
          new PolicyStatement({
            sid: "Publish",
            principals: [cloudWatch],
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [THIS_KEY],
            conditions: fromUs,
          }),
          new PolicyStatement({
            sid: "UseThroughSns",
            principals: [new AccountRootPrincipal()],
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [THIS_KEY],
            conditions: {
              StringEquals: {
                "kms:CallerAccount": deployment.account,
                "kms:ViaService": `sns.${Stack.of(this).region}.amazonaws.com`,
              },
            },
          }),
        ],
      }),
    });
    this.topic = new Topic(this, "Topic", { topicName, masterKey: this.key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "Publish",
        principals: [cloudWatch],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: fromUs,
      }),
    );
    deployment.alarms.notify.forEach((endpoint, index) => {
      new Subscription(this, `Notify${index + 1}`, {
        topic: this.topic,
        endpoint,
        protocol: endpoint.startsWith("https://") ? SubscriptionProtocol.HTTPS : SubscriptionProtocol.EMAIL,
      });
    });
  }
}
