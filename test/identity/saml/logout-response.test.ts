import { describe, expect, it } from "vitest";
import { readLogoutResponse } from "../../../dev/identity-provider/saml/logout-messages.ts";
import { type LogoutResponse, logoutResponseXml } from "../../../functions/identity/saml/logout-response.ts";
import { attributeOf, elementsOf } from "../../../functions/identity/saml/strict-xml.ts";
import { ENTITY_ID, elementFrom, NOW, SLO_URL } from "./response-builders.ts";

function written(overrides: Partial<LogoutResponse> = {}): string {
  return logoutResponseXml({
    id: "_answer-1",
    issuer: ENTITY_ID,
    destination: SLO_URL,
    inResponseTo: "_logout-1",
    now: NOW,
    ...overrides,
  });
}

describe("logoutResponseXml", () => {
  it("says that the person is signed out, and to whose request", () => {
    const root = elementFrom(written());
    const names = ["ID", "Version", "IssueInstant", "Destination", "InResponseTo"];
    expect([root.tagName, ...names.map((name) => attributeOf(root, name))]).toStrictEqual([
      ...["samlp:LogoutResponse", "_answer-1", "2.0", new Date(NOW).toISOString(), SLO_URL, "_logout-1"],
    ]);
    expect(readLogoutResponse(written()).isSuccess).toBe(true);
    expect([...elementsOf(root)].map(({ tagName }) => tagName)).toStrictEqual([
      ...["samlp:LogoutResponse", "saml:Issuer", "samlp:Status", "samlp:StatusCode"],
    ]);
  });

  it("escapes what it writes", () => {
    const destination = `${SLO_URL}?a=1&b="<2>"`;
    const issuer = 'urn:<"a">&b';
    const response = readLogoutResponse(written({ destination, issuer }));
    expect([response.destination, response.issuer]).toStrictEqual([destination, issuer]);
  });
});
