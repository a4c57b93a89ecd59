/**
 * What AppStream and DynamoDB answer in the benchmark: fleets with free places, tables without people. Only what was
 * observed of the fleets is kept, since of all execution environments that start, hardly one is the first to look.
 */

type Json = Readonly<Record<string, unknown>>;

export interface AwsAnswers {
  /** Of the operation in `X-Amz-Target`; throws for one that nothing in the benchmark should ask for. */
  answer(target: string | undefined, region: string, body: string): object;
}

interface ItemRequest {
  readonly Key?: { readonly pk?: { readonly S?: string } };
  readonly ExpressionAttributeValues?: { readonly ":snapshot"?: Json };
}

export function awsAnswers(): AwsAnswers {
  const snapshots = new Map<string, Json>();
  return {
    answer(target, region, body) {
      switch (target) {
        case "PhotonAdminProxyService.CreateStreamingURL":
          return streamingUrl(region, body);
        case "PhotonAdminProxyService.DescribeFleets":
          return {
            Fleets: ((JSON.parse(body) as { readonly Names?: string[] }).Names ?? []).map(runningFleet),
          };
        case "PhotonAdminProxyService.ListAssociatedFleets":
          return {
            Names: [(JSON.parse(body) as { readonly StackName: string }).StackName.replace("stack", "fleet")],
          };
        case "DynamoDB_20120810.GetItem": {
          const snapshot = snapshots.get(keyOf(JSON.parse(body) as ItemRequest));
          return snapshot === undefined ? {} : { Item: { snapshot } };
        }
        case "DynamoDB_20120810.UpdateItem": {
          const request = JSON.parse(body) as ItemRequest;
          const snapshot = request.ExpressionAttributeValues?.[":snapshot"];
          if (snapshot !== undefined) snapshots.set(keyOf(request), snapshot);
          return keyOf(request).startsWith("rate:") ? { Attributes: { hits: { N: "1" } } } : {};
        }
        case "DynamoDB_20120810.PutItem":
          return {};
        default:
          throw new Error("no such operation in the benchmark");
      }
    },
  };
}

function keyOf({ Key: key }: ItemRequest): string {
  return key?.pk?.S ?? "";
}

function runningFleet(name: string): object {
  return {
    Name: name,
    State: "RUNNING",
    FleetType: "ALWAYS_ON",
    StreamView: "APP",
    ComputeCapacityStatus: { Desired: 1_000, Running: 1_000, InUse: 100, Available: 900 },
    DisconnectTimeoutInSeconds: 900,
  };
}

/** As long as AppStream's own URLs are, about 900 characters. */
function streamingUrl(region: string, body: string): object {
  const { UserId: userId = "" } = JSON.parse(body) as { readonly UserId?: string };
  const parameters = Buffer.from(`${userId}${"x".repeat(600)}`).toString("base64url");
  return {
    StreamingURL: `https://appstream2.${region}.aws.amazon.com/authenticate?parameters=${parameters}`,
    Expires: Math.floor(Date.now() / 1000) + 60,
  };
}
