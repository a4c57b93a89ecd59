/** What a Region keeps when everything else is taken away: its keys and its tables. */
import { CfnOutput, Fn, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import type { KeyArns } from "./capability.ts";
import { DataKey } from "./data-key.ts";
import { SIGNING_FUNCTIONS } from "./function-table.ts";
import {
  dataKeyAlias,
  launchTable,
  logGroupArn,
  loginTable,
  primaryRegion,
  roleArn,
  signingKeyAlias,
  stackName,
} from "./names.ts";
import { SigningKey } from "./signing-key.ts";
import { Tables } from "./tables.ts";

export interface StateStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly region: string;
}

const DATA_KEY_OUTPUT = "DataKeyArn";
const SIGNING_KEY_OUTPUT = "SigningKeyArn";

export class StateStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, region, ...props }: StateStackProps) {
    super(scope, id, props);
    const key = new DataKey(this, "DataKey", {
      alias: dataKeyAlias(deployment),
      description: `${deployment.name}: tables, secrets and logs of ${region}`,
      region,
      account: deployment.account,
      services: ["dynamodb", "secretsmanager"],
      logGroups: logGroupsOf(deployment, region),
    });
    const isPrimary = region === primaryRegion(deployment);
    const signing = new SigningKey(this, "SigningKey", {
      alias: signingKeyAlias(deployment),
      description: `${deployment.name}: sign-in requests, client assertions and tokens`,
      signers: deployment.regions.flatMap((place) =>
        SIGNING_FUNCTIONS.map((name) => roleArn(deployment, name, place)),
      ),
      primary: isPrimary ? undefined : signingKeyArn(deployment, primaryRegion(deployment)),
    });
    const tables = new Tables(this, "Tables", {
      launch: launchTable(deployment),
      login: loginTable(deployment),
      key,
    });
    // Last: they are protected from deletion, and so from the rollback of a first creation that failed.
    tables.node.addDependency(signing);
    new CfnOutput(this, DATA_KEY_OUTPUT, { value: key.keyArn });
    new CfnOutput(this, SIGNING_KEY_OUTPUT, { value: signing.keyArn });
  }
}

/** Key ids are the only names AWS makes up, so they alone are read from the stack that made them, in whatever Region. */
export function keyArns(deployment: Deployment, region: string): KeyArns {
  return {
    data: (place) => output(deployment, place, DATA_KEY_OUTPUT),
    signing: signingKeyArn(deployment, region),
  };
}

function signingKeyArn(deployment: Deployment, region: string): string {
  return output(deployment, region, SIGNING_KEY_OUTPUT);
}

function output(deployment: Deployment, region: string, name: string): string {
  return Fn.getStackOutput(stackName(deployment, "state", region), name, region);
}

/** The broker's own: its functions' and its APIs'. */
function logGroupsOf({ name, account }: Deployment, region: string): readonly string[] {
  const patterns = [`/aws/lambda/${name}-*`, `/${name}/*`, `aws-waf-logs-${name}-*`];
  return patterns.map((pattern) => logGroupArn(account, region, pattern));
}
