import { describe, expect, it } from "vitest";
import { deployedVariants } from "../../../dev/bench/deployed-variants.ts";
import { FUNCTIONS } from "../../../functions/routes.ts";

describe("deployedVariants", () => {
  it("builds every bundle that is deployed beside the launch function", async () => {
    const variants = await deployedVariants({ event: "{}", environment: {} });
    const others = FUNCTIONS.map(({ name }) => name).filter((name) => name !== "launch");
    expect(variants.map(({ id }) => id)).toEqual([...others, "rotation", "fleet-state"]);
    for (const { size } of variants) {
      const { kilobytes = 0, gzipKilobytes = 0 } = size ?? {};
      expect(gzipKilobytes).toBeGreaterThan(1);
      expect(gzipKilobytes).toBeLessThan(kilobytes);
    }
  });
});
