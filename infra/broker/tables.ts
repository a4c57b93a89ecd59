/** The Region's two tables. Nothing is replicated: a record is used up in the Region that issued it. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

export interface TablesProps {
  readonly launch: string;
  readonly login: string;
  readonly key: IKey;
}

export class Tables extends Construct {
  constructor(scope: Construct, id: string, { launch, login, key }: TablesProps) {
    super(scope, id);
    recordTable(this, "Launches", launch, key);
    recordTable(this, "Logins", login, key);
  }
}

/** One string key and a time to live, as docs/architecture.md says of both. */
function recordTable(scope: Construct, id: string, tableName: string, encryptionKey: IKey): Table {
  return new Table(scope, id, {
    tableName,
    partitionKey: { name: "pk", type: AttributeType.STRING },
    timeToLiveAttribute: "expiresAt",
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
