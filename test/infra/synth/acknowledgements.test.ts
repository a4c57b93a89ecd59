import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { acknowledgementsFor } from "../../../infra/synth/acknowledge-findings.ts";
import { ACKNOWLEDGEMENTS } from "../../../infra/synth/acknowledgements.ts";
import { PUBLIC_ROUTES } from "../../../infra/synth/public-routes.ts";

// That each has a finding to it, and each finding one of them, is asked of whole templates: test/infra/app.test.ts.
describe("ACKNOWLEDGEMENTS", () => {
  it("give a reason that is a sentence", () => {
    for (const { reason } of ACKNOWLEDGEMENTS) expect(reason).toMatch(/^[A-Z].{20,}\.$/s);
  });

  it.each(["Tables/Launches/Resource", "DataKey/Resource", "SigningKey/Key"])(
    "have nothing for %s",
    (path) => {
      expect(acknowledgementsFor(path, "state")).toEqual([]);
    },
  );
});

describe("PUBLIC_ROUTES", () => {
  it("says of every route why API Gateway asks nobody who they are", () => {
    const routeKeys = FUNCTIONS.flatMap((entry) => entry.routeKeys);
    expect(Object.keys(PUBLIC_ROUTES).toSorted()).toEqual(routeKeys.toSorted());
  });

  it("has no path whose methods are those of two functions: a permission of API Gateway's does not tell them apart", () => {
    const owners = FUNCTIONS.flatMap(({ name, routeKeys }) =>
      routeKeys.map((key) => ({ name, path: key.split(" ")[1] })),
    );
    for (const ofPath of Map.groupBy(owners, ({ path }) => path).values()) {
      expect(new Set(ofPath.map(({ name }) => name)).size).toBe(1);
    }
  });
});
