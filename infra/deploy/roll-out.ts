/** One stack after the other; whatever goes wrong stops it, and the Regions that were not reached keep what they have. */
import { err, ok, type Result } from "../../functions/core/result.ts";
import { kindOf, type RolledStack } from "./rollout-order.ts";

export interface RollOutPorts {
  /** False: CloudFormation put the stack back as it was, or left a first creation rolled back. */
  deploy(stack: RolledStack): Promise<boolean>;
  /** Of a stack that is deployed; empty where it has none. */
  outputsOf(stackName: string): Promise<Readonly<Record<string, string>>>;
  /** Undefined if the Region is well, else what it answered. */
  health(url: string): Promise<string | undefined>;
  tell(line: string): void;
}

/** The fault is a sentence for the operator. */
export async function rollOut(
  deploymentName: string,
  stacks: readonly RolledStack[],
  ports: RollOutPorts,
): Promise<Result<null, string>> {
  for (const stack of stacks) {
    const { name, region } = stack;
    ports.tell(`\n== ${name} (${region})`);
    if (!(await ports.deploy(stack))) {
      return err(
        [
          `${name} failed; what comes after it is as it was. CloudFormation says why above; put that right and run this again.`,
          "Was it to be created? Then what is left of it must go first:",
          `  aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name} --region ${region}`,
          `  aws cloudformation delete-stack --stack-name ${name} --region ${region}`,
        ].join("\n"),
      );
    }
    if (kindOf(deploymentName, name) !== "broker") continue;
    const { HealthUrl: url } = await ports.outputsOf(name);
    const sick = url === undefined ? "the stack has no HealthUrl" : await ports.health(url);
    if (sick !== undefined) {
      return err(
        `${region} is not healthy (${sick}); the Regions after it keep the version they have. See docs/runbook.md.`,
      );
    }
    ports.tell(`${region} is healthy`);
  }
  return ok(null);
}
