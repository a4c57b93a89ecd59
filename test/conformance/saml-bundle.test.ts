/**
 * The same attacks on the adapter as it is deployed: minified, and with what dev/build/bundle.ts leaves out of the
 * libraries. Whatever the sources refuse, the bundle refuses for the same reason.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../dev/build/bundle.ts";
import type { createSamlProvider } from "../../functions/identity/saml/provider.ts";
import { attemptSamlSignIn, type SamlRow } from "./saml-attempt.ts";
import { SAML_CONTROL_ROWS } from "./saml-control-rows.ts";
import { SAML_TABLES } from "./saml-tables.ts";

const ENTRY = fileURLToPath(new URL("../../functions/identity/saml/provider.ts", import.meta.url));

let folder: string;
let createProvider: typeof createSamlProvider;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "streamgate-saml-bundle-"));
  const outfile = join(folder, "provider.cjs");
  await bundleFunction({ entry: ENTRY, outfile });
  ({ createSamlProvider: createProvider } = createRequire(outfile)(outfile));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function outcomes(rows: readonly Omit<SamlRow, "reason">[]): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const row of rows) found[row.name] = (await attemptSamlSignIn({ ...row, createProvider })).outcome;
  return found;
}

describe("a SAML sign-in out of the bundle", () => {
  it("succeeds wherever it does out of the sources", async () => {
    const expected = SAML_CONTROL_ROWS.map(({ name, outcome }) => [name, outcome ?? "signed in"]);
    expect(await outcomes(SAML_CONTROL_ROWS)).toStrictEqual(Object.fromEntries(expected));
  });

  it.each(Object.entries(SAML_TABLES))("is refused for the same reasons by %s", async (_title, rows) => {
    const expected = rows.map(({ name, reason }) => [name, reason]);
    expect(await outcomes(rows)).toStrictEqual(Object.fromEntries(expected));
  });
});
