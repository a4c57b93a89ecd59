import { describe, expect, it } from "vitest";
import type { Variant } from "../../../dev/bench/build-variant.ts";
import { TO_APPSTREAM } from "../../../dev/bench/expected-answer.ts";
import { bundleVerdicts } from "../../../dev/bench/targets.ts";

function aBundle(id: string, kilobytes: number): Variant {
  return {
    id,
    name: id,
    taskRoot: "",
    handler: `${id}.handler`,
    events: [],
    environment: {},
    expected: TO_APPSTREAM,
    size: { kilobytes, gzipKilobytes: kilobytes / 3 },
  };
}

describe("bundleVerdicts", () => {
  const deployed = [aBundle("launch", 320), aBundle("sign-in-oidc", 321), aBundle("sign-in-saml", 654)];

  it("holds each bundle against its own target", () => {
    expect(bundleVerdicts({ deployed })).toEqual([
      { target: "launch bundle, KB minified", limit: "<= 320", found: "320", isMet: true },
      { target: "sign-in-oidc bundle, KB minified", limit: "<= 320", found: "321", isMet: false },
      { target: "sign-in-saml bundle, KB minified", limit: "<= 700", found: "654", isMet: true },
    ]);
  });

  it("is missed by a bundle that was not built", () => {
    const [launch] = bundleVerdicts({ deployed: [] });
    expect(launch).toMatchObject({ found: "NaN", isMet: false });
  });
});
