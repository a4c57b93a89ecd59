/** The rules every template is held against: AWS's solution checks (cdk-nag) and Control Tower's proactive controls. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CfnGuardValidator } from "@cdklabs/cdk-validator-cfnguard";
import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { resourceTypesOf, rulesWithoutSubject } from "./guard-rules.ts";

/** After everything is in the app: rules are asked for what is there. */
export function addSecurityRules(app: App): void {
  const disabledRules = [...rulesWithoutSubject(resourceTypesOf(app))];
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new CfnGuardValidator({ disabledRules }));
}

interface Report {
  readonly pluginReports: readonly { readonly suppressedViolations?: readonly unknown[] }[];
}

/** How many of their findings stay, each with its reason; one that is not acknowledged ends the synth. */
export async function acknowledgedFindings(assembly: string): Promise<number> {
  const report = JSON.parse(await readFile(join(assembly, "validation-report.json"), "utf8")) as Report;
  return report.pluginReports.reduce(
    (sum, { suppressedViolations = [] }) => sum + suppressedViolations.length,
    0,
  );
}
