/**
 * The archive as a table of Athena's, and the archives of all Regions as another. Partitions are computed from the query, so
 * nothing has to find them. The second is for questions about fleets, which brokers of every Region use; who asks it needs
 * the right to read the other Regions' archives and to use their keys, and what it answers leaves its Region
 * (https://docs.aws.amazon.com/athena/latest/ug/querying-across-regions.html).
 */
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import { AUDIT_COLUMNS, FIRST_DAY, PARTITION_COLUMNS } from "./audit-columns.ts";
import {
  ALL_REGIONS_TABLE,
  AUDIT_TABLE,
  auditBucketName,
  auditDatabase,
  EVENTS_PREFIX,
} from "./audit-names.ts";

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
    const location = (of: string): string =>
      `s3://${auditBucketName(deployment, "archive", of)}/${EVENTS_PREFIX}`;
    const table = (
      tableId: string,
      tableName: string,
      regions: readonly string[],
      template: string,
    ): void => {
      const made = new CfnTable(this, tableId, {
        catalogId,
        databaseName,
        tableInput: {
          name: tableName,
          tableType: "EXTERNAL_TABLE",
          partitionKeys: [...PARTITION_COLUMNS],
          parameters: {
            classification: "json",
            compressionType: "gzip",
            "projection.enabled": "true",
            "projection.region.type": "enum",
            "projection.region.values": regions.join(","),
            "projection.day.type": "date",
            "projection.day.format": "yyyy-MM-dd",
            "projection.day.range": `${FIRST_DAY},NOW`,
            "storage.location.template": template,
          },
          storageDescriptor: {
            location: location(region),
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
      made.addResourceDependency(database);
    };
    // Athena fills these in; in a bucket's name too, which ends in its Region.
    const partition = `region=\${region}/day=\${day}/`;
    table("Table", AUDIT_TABLE, [region], `${location(region)}${partition}`);
    table("AllRegions", ALL_REGIONS_TABLE, deployment.regions, `${location(`\${region}`)}${partition}`);
  }
}
