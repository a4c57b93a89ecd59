/** The stacks of a synthesised product, as CDK's command line will find them. */
import { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { RolledStack } from "./rollout-order.ts";

export function stacksIn(assembly: string): readonly RolledStack[] {
  const { stacks } = new CloudAssembly(assembly);
  const names = new Set(stacks.map(({ id }) => id));
  return stacks.map(({ stackName, environment, dependencies }) => ({
    name: stackName,
    region: environment.region,
    needs: dependencies.map(({ id }) => id).filter((id) => names.has(id)),
  }));
}
