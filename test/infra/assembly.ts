/**
 * The product as templates, from the example deployments or a changed one. The functions' archives are stand-ins: what
 * they are made of has its own test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll } from "vitest";
import { FUNCTIONS } from "../../functions/routes.ts";
import type { Deployment } from "../../infra/deployment/deployment.ts";
import { type LoadedDeployment, loadDeployment } from "../../infra/deployment/load-deployment.ts";
import type { Artifacts } from "../../infra/synth/artifacts.ts";
import { FEATURE_FLAGS } from "../../infra/synth/feature-flags.ts";
import { addProduct } from "../../infra/synth/product.ts";

const EXAMPLES = fileURLToPath(new URL("../../infra/deployment/example/", import.meta.url));
const FILES = { cloudfront: "deployment.yaml", regional: "regional.yaml" } as const;

export type Edge = keyof typeof FILES;

export async function loadExample(edge: Edge): Promise<LoadedDeployment> {
  const files = { readFile: (path: string) => readFile(path, "utf8") };
  const loaded = await loadDeployment(join(EXAMPLES, FILES[edge]), files, Math.floor(Date.now() / 1000));
  if (loaded.ok) return loaded.value;
  throw new Error(loaded.error.map(({ path, message }) => `${path} ${message}`).join("\n"));
}

export function withDeployment(loaded: LoadedDeployment, changes: Partial<Deployment>): LoadedDeployment {
  return { ...loaded, deployment: { ...loaded.deployment, ...changes } };
}

/** Templates by stack name. */
export function templates(loaded: LoadedDeployment): ReadonlyMap<string, Template> {
  const app = appOf(loaded);
  return new Map(stacksOf(app).map((stack) => [stack.stackName, Template.fromStack(stack)]));
}

export function appOf(loaded: LoadedDeployment): App {
  // The rules cost seconds a synth; test/infra/app.test.ts runs them all.
  const app = new App({ postCliContext: FEATURE_FLAGS, builtinCloudFormationValidation: false });
  addProduct(app, loaded, standIns(loaded));
  return app;
}

export function stacksOf(app: App): readonly Stack[] {
  return app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
}

/** The one whose name begins so. */
export function templateOf(all: ReadonlyMap<string, Template>, prefix: string): Template {
  const [name] = [...all.keys()].filter((key) => key.startsWith(prefix));
  const template = name === undefined ? undefined : all.get(name);
  if (template === undefined) throw new TypeError(`no stack ${prefix}`);
  return template;
}

/** Properties of the one resource of its type. */
export function soleOf(template: Template, type: string) {
  const [one, ...more] = Object.values(template.findResources(type));
  if (one === undefined || more.length > 0)
    throw new TypeError(`not one ${type}, but ${one ? more.length + 1 : 0}`);
  return one.Properties;
}

const folder = mkdtempSync(join(tmpdir(), "streamgate-infra-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function standIns({ truststorePem }: LoadedDeployment): Artifacts {
  const bundle = (name: string): string => {
    const made = join(folder, name);
    mkdirSync(made, { recursive: true });
    writeFileSync(join(made, "index.cjs"), `exports.handler = () => "${name}";\n`);
    return made;
  };
  const truststore = truststorePem === null ? null : join(folder, "truststore.pem");
  if (truststore !== null) writeFileSync(truststore, truststorePem ?? "");
  return {
    functions: Object.fromEntries(FUNCTIONS.map(({ name }) => [name, bundle(name)])),
    rotation: bundle("rotation"),
    fleetState: bundle("fleet-state"),
    truststore,
  };
}
