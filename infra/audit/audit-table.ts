/** The archive as a table of Athena's. Partitions are computed from the query, so nothing has to find them. */
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import { AUDIT_COLUMNS, FIRST_DAY, PARTITION_COLUMNS } from "./audit-columns.ts";
import { AUDIT_TABLE, auditBucketName, auditDatabase, EVENTS_PREFIX } from "./audit-names.ts";

export interface AuditTableProps {
  readonly deployment: Deployment;
  readonly region: string;
}

export class AuditTable extends Construct {
  constructor(scope: Construct, id: string, { deployment, region }: AuditTableProps) {
    super(scope, id);
    const { account: catalogId, name } = deployment;
    const databaseName = auditDatabase(deployment);
    const database = new CfnDatabase(this, "Database", {
      catalogId,
      databaseInput: { name: databaseName, description: `${name}: sign-ins and launches of ${region}` },
    });
    const location = `s3://${auditBucketName(deployment, "archive", region)}/${EVENTS_PREFIX}`;
    const table = new CfnTable(this, "Table", {
      catalogId,
      databaseName,
      tableInput: {
        name: AUDIT_TABLE,
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [...PARTITION_COLUMNS],
        parameters: {
          classification: "json",
          compressionType: "gzip",
          "projection.enabled": "true",
          "projection.region.type": "enum",
          "projection.region.values": region,
          "projection.day.type": "date",
          "projection.day.format": "yyyy-MM-dd",
          "projection.day.range": `${FIRST_DAY},NOW`,
          // Athena fills these in.
          "storage.location.template": `${location}region=\${region}/day=\${day}/`,
        },
        storageDescriptor: {
          location,
          columns: [...AUDIT_COLUMNS],
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          serdeInfo: {
            serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
            // One broken line must not hide a day.
            parameters: { "ignore.malformed.json": "true", "case.insensitive": "true" },
          },
        },
      },
    });
    table.addResourceDependency(database);
  }
}
