/** Athena's workgroup for the trail: results encrypted with the trail's key, for some days, and a bound on what is read. */
import { Duration } from "aws-cdk-lib";
import { CfnNamedQuery, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Deployment } from "../deployment/deployment.ts";
import { AuditBucket } from "./audit-bucket.ts";
import {
  ALL_REGIONS_TABLE,
  AUDIT_TABLE,
  auditBucketName,
  auditDatabase,
  auditWorkgroup,
} from "./audit-names.ts";
import { savedQueries } from "./saved-queries.ts";

export interface AuditQueriesProps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly key: IKey;
  readonly accessRecords: IBucket;
}

/** Of results: they are copies of what the archive keeps. */
const RESULT_DAYS = 7;
/** A query that forgets the day would read years. */
const MAX_BYTES_A_QUERY = 100 * 1024 ** 3;

export class AuditQueries extends Construct {
  readonly results: AuditBucket;

  constructor(scope: Construct, id: string, { deployment, region, key, accessRecords }: AuditQueriesProps) {
    super(scope, id);
    this.results = new AuditBucket(this, "Results", {
      bucketName: auditBucketName(deployment, "queries", region),
      key,
      accessRecords,
      lifecycleRules: [
        {
          id: "copies",
          expiration: Duration.days(RESULT_DAYS),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    const workgroup = new CfnWorkGroup(this, "Workgroup", {
      name: auditWorkgroup(deployment),
      description: `${deployment.name}: the audit trail of ${region}`,
      recursiveDeleteOption: false,
      workGroupConfiguration: {
        // Else whoever asks chooses where the answer lies and with what key.
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MAX_BYTES_A_QUERY,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${this.results.bucketName}/`,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKey: key.keyArn },
          expectedBucketOwner: deployment.account,
        },
      },
    });
    for (const { name, description, sql } of savedQueries(AUDIT_TABLE, ALL_REGIONS_TABLE)) {
      const query = new CfnNamedQuery(this, name, {
        name,
        description,
        queryString: sql,
        database: auditDatabase(deployment),
        workGroup: auditWorkgroup(deployment),
      });
      query.addResourceDependency(workgroup);
    }
  }
}
