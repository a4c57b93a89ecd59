import { describe, expect, it } from "vitest";
import { openApiDocument, openApiText } from "../../cli/openapi-document.ts";
import { FUNCTIONS } from "../../functions/routes.ts";

describe("openApiDocument", () => {
  it("is the document that ships: after a change run `vitest -u` on this file", async () => {
    await expect(openApiText()).toMatchFileSnapshot("../../functions/http/openapi.json");
  });

  it("has every route of `/api` and `/context`, and no other", () => {
    const paths = Object.entries(Object(openApiDocument().paths));
    const described = paths.flatMap(([path, operations]) =>
      Object.keys(Object(operations)).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = FUNCTIONS.flatMap(({ routeKeys }) => routeKeys);
    const expected = served.filter((routeKey) => / \/(?:api|context)\//.test(routeKey));
    expect(described.toSorted()).toEqual(expected.toSorted());
  });
});
