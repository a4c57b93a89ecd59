/** The policy asks an IP database exactly where the deployment brings one: neither a launch without it nor a file for nobody. */
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "./deployment.ts";
import { type DeploymentIssue, inDeployment, inPolicy } from "./deployment-issue.ts";

export function checkIpDatabase(
  { ipDatabase }: Deployment,
  { location }: Policy,
): readonly DeploymentIssue[] {
  const at = location.sources.indexOf("ip_database");
  if (at >= 0 && ipDatabase === null) {
    const message =
      "needs `ipDatabase: { file: FILE }` in the deployment file: a country database in MaxMind's format";
    return [inPolicy(["location", "sources", at], message)];
  }
  if (at < 0 && ipDatabase !== null) {
    const message =
      "is asked by nobody: name `ip_database` among the policy's `location.sources`, or leave this key out";
    return [inDeployment(["ipDatabase"], message)];
  }
  return [];
}

/** What all such files have near their end, in ASCII. */
const METADATA_MARKER = "MaxMind.com";

/** Ends of a sentence that begins with the file. `content` may be read as UTF-8, which leaves ASCII as it is. */
export function ipDatabaseFaults(content: string): readonly string[] {
  return content.includes(METADATA_MARKER)
    ? []
    : ["is no database in MaxMind's format; unpack it if it came in an archive"];
}
