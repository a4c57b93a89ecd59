import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const tree = mkdtempSync(join(tmpdir(), "layers-"));
afterAll(() => rmSync(tree, { recursive: true }));
for (const file of ["biome.json", ".gitignore"]) cpSync(join(root, file), join(tree, file));

/** What Biome says, by the project's own rules, of a file with this one import. */
function lint(path: string, imported: string): string {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { thing } from "${imported}";\n\nexport const used = thing;\n`);
  const { stdout, stderr } = spawnSync(join(root, "node_modules/.bin/biome"), ["lint", path], {
    cwd: tree,
    encoding: "utf8",
  });
  return stdout + stderr;
}

describe("the layer rules of biome.json", () => {
  it.each([
    ["functions/core/x.ts", "node:crypto"],
    ["functions/core/x.ts", "../ports.ts"],
    ["functions/core/x.ts", "jose"],
    ["functions/stores/x.ts", "../sign-in/oidc-sign-in.ts"],
    ["functions/sign-in/x.ts", "../identity/sealer.ts"],
    ["functions/sign-in/x.ts", "node:crypto"],
    ["functions/stores/x.ts", "../launching/region-health.ts"],
    ["functions/launching/x.ts", "../stores/launch-store.ts"],
    ["functions/operators/x.ts", "../stores/launch-archive.ts"],
    ["functions/stores/x.ts", "../operators/answer-question.ts"],
    ["functions/context/x.ts", "../identity/fleet-keys.ts"],
    ["functions/context/x.ts", "node:crypto"],
    ["functions/identity/x.ts", "../context/redeem.ts"],
    ["functions/identity/oidc/x.ts", "../../context/redeem.ts"],
    ["functions/people/x.ts", "../stores/place-store.ts"],
    ["functions/approvals/x.ts", "node:crypto"],
    ["functions/portal-api/x.ts", "../http/request.ts"],
    ["functions/catalogue/x.ts", "@aws-sdk/client-appstream"],
    ["functions/stores/x.ts", "../people/my-sessions.ts"],
    ["functions/stores/x.ts", "../config.ts"],
    ["functions/stores/x.ts", "../http/request.ts"],
    ["functions/identity/oidc/x.ts", "../../stores/launch-store.ts"],
    ["functions/identity/oidc/x.ts", "../../broker.ts"],
    ["functions/http/x.ts", "../identity/sealer.ts"],
    ["functions/x.ts", "./identity/sealer.ts"],
    ["functions/x.ts", "@aws-sdk/client-dynamodb"],
    ["functions/handlers/x.ts", "../stores/launch-store.ts"],
    ["functions/handlers/x.ts", "@aws-sdk/client-appstream"],
    ["functions/wiring/x.ts", "../../dev/store.ts"],
    ["dev/x.ts", "../test/support/policies.ts"],
    ["cli/x.ts", "../dev/store.ts"],
    ["infra/x.ts", "../dev/world/world.ts"],
    ["infra/broker/x.ts", "../../functions/stores/launch-store.ts"],
    ["infra/broker/x.ts", "../../test/support/policies.ts"],
    ["image/launcher/x.ts", "../../functions/core/result.ts"],
    ["image/launcher/x.ts", "../../dev/loopback.ts"],
  ])("refuse in %s an import of %s", (path, imported) => {
    expect(lint(path, imported)).toContain("noRestrictedImports");
  });

  it.each([
    ["functions/core/x.ts", "./result.ts"],
    ["functions/core/x.ts", "valibot"],
    ["functions/stores/x.ts", "../core/result.ts"],
    ["functions/stores/x.ts", "../deadline.ts"],
    ["functions/launching/x.ts", "../core/breaker.ts"],
    ["functions/launching/x.ts", "../deadline.ts"],
    ["functions/operators/x.ts", "../core/explain.ts"],
    ["functions/context/x.ts", "../core/handover.ts"],
    ["functions/context/x.ts", "./hand-over.ts"],
    ["functions/context/x.ts", "../context-ports.ts"],
    ["functions/people/x.ts", "../person-ports.ts"],
    ["functions/people/x.ts", "../launching/person-sessions.ts"],
    ["functions/portal-api/x.ts", "../broker.ts"],
    ["functions/catalogue/x.ts", "../core/admission.ts"],
    ["functions/sign-in/x.ts", "./login-transaction.ts"],
    ["functions/sign-in/x.ts", "../broker-session.ts"],
    ["functions/identity/oidc/x.ts", "../principal-mapping.ts"],
    ["functions/handlers/x.ts", "../broker.ts"],
    ["functions/wiring/x.ts", "../stores/launch-store.ts"],
    ["dev/x.ts", "../cli/compile-policy.ts"],
    ["infra/synth/x.ts", "../../dev/build/bundle.ts"],
    ["infra/broker/x.ts", "../../functions/core/policy.ts"],
    ["infra/broker/x.ts", "../../functions/routes.ts"],
    ["image/launcher/x.ts", "./result.ts"],
    ["image/launcher/x.ts", "valibot"],
  ])("permit in %s an import of %s", (path, imported) => {
    expect(lint(path, imported)).not.toContain("noRestrictedImports");
  });
});
