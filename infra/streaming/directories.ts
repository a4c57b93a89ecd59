/**
 * Active Directory as AppStream knows it: one entry a directory in a Region, shared by all fleets that join it.
 * The service account's name and password stay in Secrets Manager and reach CloudFormation as references.
 */
import { SecretValue } from "aws-cdk-lib";
import { CfnDirectoryConfig } from "aws-cdk-lib/aws-appstream";
import { Construct } from "constructs";

interface DirectoryMembership {
  readonly name: string;
  readonly organizationalUnit: string;
}

export interface StreamingDirectoriesProps {
  readonly memberships: readonly DirectoryMembership[];
  /** Prefix of the secrets' names. */
  readonly deploymentName: string;
}

export class StreamingDirectories extends Construct {
  constructor(scope: Construct, id: string, { memberships, deploymentName }: StreamingDirectoriesProps) {
    super(scope, id);
    for (const [name, members] of Map.groupBy(memberships, (membership) => membership.name)) {
      const secret = directorySecretName(deploymentName, name);
      new CfnDirectoryConfig(this, name, {
        directoryName: name,
        organizationalUnitDistinguishedNames: [
          ...new Set(members.map(({ organizationalUnit }) => organizationalUnit)),
        ],
        serviceAccountCredentials: {
          accountName: reference(secret, "account"),
          accountPassword: reference(secret, "password"),
        },
      });
    }
  }
}

/** A secret that the operator keeps: JSON with `account` (`CORP\joiner`) and `password`. */
function directorySecretName(deploymentName: string, directory: string): string {
  return `${deploymentName}/directory/${directory}`;
}

/** Unwrapped into a reference that CloudFormation resolves; no value passes through here. */
function reference(secret: string, jsonField: string): string {
  return SecretValue.secretsManager(secret, { jsonField }).unsafeUnwrap();
}
