import { describe, expect, it } from "vitest";
import {
  type BoundedFetch,
  type ProviderFault,
  ProviderUnavailable,
} from "../../../functions/identity/oidc/bounded-fetch.ts";
import { fetchJsonObject, isJsonObject } from "../../../functions/identity/oidc/json-document.ts";
import { readTokenResponse } from "../../../functions/identity/oidc/token-response.ts";

const answering =
  (body: string, status = 200): BoundedFetch =>
  async () =>
    new Response(body, { status });

const refused = (fault: string) => ({
  ok: false,
  error: { reason: "provider_unavailable", evidence: { document: "jwks", fault } },
});

describe("fetchJsonObject", () => {
  it("asks for JSON and gives the object", async () => {
    const asked: unknown[] = [];
    const fetchBounded: BoundedFetch = async (...call) => {
      asked.push(call);
      return new Response('{"keys":[]}');
    };
    const fetched = await fetchJsonObject(fetchBounded, "https://login.example.com/jwks", "jwks");
    expect(fetched).toStrictEqual({ ok: true, value: { keys: [] } });
    expect(asked).toStrictEqual([
      ["https://login.example.com/jwks", { headers: { accept: "application/json" } }],
    ]);
  });

  it.each([
    ["[]", 200, "not_an_object"],
    ["null", 200, "not_an_object"],
    ['"text"', 200, "not_an_object"],
    ["<!doctype html>", 200, "not_json"],
    ["", 200, "not_json"],
    ["{}", 201, "status_201"],
    ["{}", 401, "status_401"],
    ["{}", 404, "status_404"],
  ])("refuses %j with status %i", async (body, status, fault) => {
    expect(await fetchJsonObject(answering(body, status), "https://x.example", "jwks")).toStrictEqual(
      refused(fault),
    );
  });

  it.each<ProviderFault>(["timed_out", "answer_too_large", "forbidden_url"])(
    "passes on %s",
    async (fault) => {
      const failing: BoundedFetch = () => Promise.reject(new ProviderUnavailable(fault));
      expect(await fetchJsonObject(failing, "https://x.example", "jwks")).toStrictEqual(refused(fault));
    },
  );
});

describe("isJsonObject", () => {
  it.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    [undefined, false],
    ["{}", false],
    [7, false],
  ])("judges %j", (value, expected) => {
    expect(isJsonObject(value)).toBe(expected);
  });
});

describe("readTokenResponse", () => {
  const read = (body: string, status = 200) => readTokenResponse(new Response(body, { status }));

  it("reads both tokens", async () => {
    expect(await read('{"id_token":"a.b.c","access_token":"d","refresh_token":"e"}')).toStrictEqual({
      idToken: "a.b.c",
      accessToken: "d",
    });
  });

  it.each(["{}", '{"access_token":7}', '{"access_token":null}'])(
    "has no access token in %s",
    async (rest) => {
      expect(await read(JSON.stringify({ ...JSON.parse(rest), id_token: "a.b.c" }))).toStrictEqual({
        idToken: "a.b.c",
        accessToken: undefined,
      });
    },
  );

  it.each(["{}", '{"id_token":7}', '{"id_token":["a.b.c"]}', "[]", "null", "", "<!doctype html>"])(
    "reads nothing in %j",
    async (body) => {
      expect(await read(body)).toBeUndefined();
    },
  );

  it.each([201, 400, 401])("reads nothing from a %i", async (status) => {
    expect(await read('{"id_token":"a.b.c"}', status)).toBeUndefined();
  });
});
