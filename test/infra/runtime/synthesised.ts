/**
 * Every function of a deployment in its first Region: what its synthesised template configures, and the archive as it
 * goes to AWS, out of the cloud assembly.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { primaryRegion } from "../../../infra/broker/names.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { FleetOperator } from "../../../infra/streaming/fleet-state/fleet-operator.ts";
import type { Artifacts } from "../../../infra/synth/artifacts.ts";
import { FEATURE_FLAGS } from "../../../infra/synth/feature-flags.ts";
import { addProduct } from "../../../infra/synth/product.ts";

export interface SynthesisedFunction {
  /** The name of its folder among the artifacts. Two functions may share one. */
  readonly archive: string;
  readonly region: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  /** What the template sets; Lambda's own variables come on top. */
  readonly variables: Readonly<Record<string, string>>;
  /** The unpacked archive. */
  readonly taskRoot: string;
}

/** Folders that become archives, whatever artifacts there will be. */
export function archivesOf({ functions, ...others }: Artifacts): readonly string[] {
  const folders = Object.values<unknown>(others).filter((path) => typeof path === "string");
  return [...Object.values(functions), ...folders.filter((path) => statSync(path).isDirectory())];
}

export function synthesise(loaded: LoadedDeployment, artifacts: Artifacts, outdir: string) {
  const region = primaryRegion(loaded.deployment);
  // The rules cost seconds a synth; test/infra/app.test.ts runs them all.
  const app = new App({ outdir, postCliContext: FEATURE_FLAGS, builtinCloudFormationValidation: false });
  addProduct(app, loaded, artifacts);
  addFleetOperator(app, region, artifacts.fleetState);
  const assembly = app.synth();
  const names = new Map(archivesOf(artifacts).map((folder) => [digestOf(folder), basename(folder)]));
  return assembly.stacks
    .filter(({ environment }) => environment.region === region)
    .flatMap(({ template }) => functionsIn(template as Template))
    .flatMap(({ Code: code, Handler, Timeout, Environment }): readonly SynthesisedFunction[] => {
      const taskRoot = join(assembly.directory, `asset.${basename(code.S3Key ?? "", ".zip")}`);
      const archive = names.get(digestOf(taskRoot));
      // CDK's own functions, such as the framework that waits for a fleet.
      if (archive === undefined) return [];
      const variables = Environment?.Variables ?? {};
      return [{ archive, region, handler: Handler, timeoutSeconds: Timeout ?? 3, variables, taskRoot }];
    });
}

interface FunctionProperties {
  readonly Code: { readonly S3Key?: string };
  readonly Handler: string;
  readonly Timeout?: number;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: FunctionProperties }>
  >;
}

function functionsIn({ Resources }: Template): readonly FunctionProperties[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === "AWS::Lambda::Function")
    .map(({ Properties }) => Properties);
}

/** Alone, for the demo policy's fleets are the emulator's and no deployment's. */
function addFleetOperator(app: App, region: string, code: string): void {
  const stack = new Stack(app, "fleet-operator", { env: { account: "111122223333", region } });
  new FleetOperator(stack, "Operator", {
    code,
    logKey: new Key(stack, "LogKey"),
    logDays: RetentionDays.ONE_MONTH,
  });
}

/** Of the bundle; undefined where the archive is none of ours. */
function digestOf(folder: string): string | undefined {
  try {
    return createHash("sha256")
      .update(readFileSync(join(folder, "index.cjs")))
      .digest("hex");
  } catch {
    return undefined;
  }
}
