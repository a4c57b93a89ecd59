/**
 * Which of Control Tower's rules have nothing to look at. A rule names the types of resource it is about, and takes
 * milliseconds for each template even where there is none: of 237 rules, 68 concern the product, and the rest are two
 * thirds of a synth. A rule that names no type is always asked.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type App, CfnResource } from "aws-cdk-lib";

const RULES = fileURLToPath(
  new URL("../rules/control-tower/cfn-guard/", import.meta.resolve("@cdklabs/cdk-validator-cfnguard")),
);
const RESOURCE_TYPE = /\bAWS::\w+::\w+\b/g;

/** Names as CfnGuardValidator takes them to leave rules out. */
export function rulesWithoutSubject(types: ReadonlySet<string>): readonly string[] {
  return ruleFiles()
    .filter(({ text }) => {
      const subjects = text.match(RESOURCE_TYPE) ?? [];
      return subjects.length > 0 && !subjects.some((type) => types.has(type));
    })
    .map(({ name }) => name);
}

export function resourceTypesOf(app: App): ReadonlySet<string> {
  const resources = app.node.findAll().filter((node) => node instanceof CfnResource);
  return new Set(resources.map(({ cfnResourceType }) => cfnResourceType));
}

function ruleFiles(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(RULES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".guard"))
    .map((file) => ({
      name: file.replace(/^.*\//, "").replace(/\.guard$/, ""),
      text: readFileSync(join(RULES, file), "utf8"),
    }));
}
