import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { loadPolicy } from "../../../functions/stores/policy-source.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { type Artifacts, buildArtifacts } from "../../../infra/synth/artifacts.ts";
import { inCountry, ipDatabase } from "../../support/ip-database.ts";
import { loadExample } from "../assembly.ts";

const folder = mkdtempSync(join(tmpdir(), "streamgate-artifacts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let loaded: LoadedDeployment;
let artifacts: Artifacts;
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
  writeFileSync(join(folder, "left-over.txt"), "of an earlier synth");
  artifacts = await buildArtifacts(loaded, folder);
}, 60_000);

/** Every file of a folder with the digest of what is in it. */
function digests(made: string): readonly (readonly [file: string, digest: string])[] {
  return readdirSync(made)
    .toSorted()
    .map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(made, file)))
        .digest("hex"),
    ]);
}

describe("buildArtifacts", () => {
  it.each(FUNCTIONS)("puts the policy beside the bundle of $name, and nothing else", ({ name }) => {
    const made = artifacts.functions[name] ?? "";
    expect(readdirSync(made).toSorted()).toEqual(["index.cjs", "policy.json"]);
    expect(loadPolicy(join(made, "policy.json")).version).toBe(loaded.compiledPolicy.version);
  });

  it("writes the truststore where the APIs have one", async () => {
    expect(readFileSync(artifacts.truststore ?? "", "utf8")).toBe(loaded.truststorePem);
    const regional = await buildArtifacts(await loadExample("regional"), join(folder, "regional"));
    expect(regional.truststore).toBeNull();
  });

  it("puts the IP database beside the bundles that locate people, as it is", async () => {
    const database = join(folder, "given.mmdb");
    const content = ipDatabase({ "192.0.2.0/24": inCountry("ES") });
    writeFileSync(database, content);
    const { functions } = await buildArtifacts({ ...loaded, ipDatabase: database }, join(folder, "with-ip"));
    const locating = ["launch", "portal"];
    for (const name of locating) {
      expect(readFileSync(join(functions[name] ?? "", "ip-database.mmdb"))).toStrictEqual(content);
    }
    for (const { name } of FUNCTIONS.filter((entry) => !locating.includes(entry.name))) {
      expect(readdirSync(functions[name] ?? "").toSorted()).toEqual(["index.cjs", "policy.json"]);
    }
  });

  it("leaves nothing of an earlier build, which would be deployed as well", () => {
    expect(readdirSync(folder)).not.toContain("left-over.txt");
  });

  it("makes the same bytes again, so that what did not change is not deployed", async () => {
    const again = await buildArtifacts(loaded, join(folder, "again"));
    const archives = ({ functions, rotation, fleetState }: Artifacts) =>
      Object.entries({ ...functions, rotation, fleetState }).map(([name, made]) => [name, digests(made)]);
    expect(archives(again)).toEqual(archives(artifacts));
    expect(archives(artifacts)).toHaveLength(FUNCTIONS.length + 2);
  });

  it("bundles what turns fleets by the two names that the streaming side asks for", () => {
    expect(readdirSync(artifacts.fleetState)).toEqual(["index.cjs"]);
    const handlers = createRequire(import.meta.url)(join(artifacts.fleetState, "index.cjs"));
    expect(handlers).toMatchObject({ onEvent: expect.any(Function), isComplete: expect.any(Function) });
  });

  it("bundles a rotation that starts, and refuses a step there is not", () => {
    const script = `
      require(process.argv[1]).handler({ Step: "none", SecretId: "s", ClientRequestToken: "t" })
        .catch((cause) => process.stdout.write(cause.message));`;
    const { stdout } = spawnSync(
      process.execPath,
      ["--input-type=commonjs", "--eval", script, join(artifacts.rotation, "index.cjs")],
      {
        encoding: "utf8",
        env: { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" },
      },
    );
    expect(stdout).toBe("no such step of a rotation");
    expect(readFileSync(join(artifacts.rotation, "index.cjs")).length).toBeLessThan(10_000);
  });
});
