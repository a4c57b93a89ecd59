import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { distinguishedName } from "../../../cli/certificate/distinguished-name.ts";
import { signedCertificate, unsignedCertificate } from "../../../cli/certificate/self-signed.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** As Node reads it back out of a certificate, first part first. */
function readBack(text: string): string {
  const name = distinguishedName(text);
  if (!name.ok) throw new Error(name.error);
  const [notBefore, notAfter] = [new Date("2026-01-01"), new Date("2027-01-01")];
  const facts = { publicKey, name: name.value, notBefore, notAfter, use: "signatures" } as const;
  const unsigned = unsignedCertificate(facts);
  return new X509Certificate(signedCertificate(unsigned, sign("sha256", unsigned, privateKey))).subject;
}

describe("distinguishedName", () => {
  it("writes the parts in the order of RFC 4514, last part first", () => {
    expect(readBack("CN=streamgate,O=Northwind Bank,C=IE")).toBe("C=IE\nO=Northwind Bank\nCN=streamgate");
    expect(readBack(" CN = Mesa de tesorería , OU=a=b,L=x,ST=y")).toBe(
      "ST=y\nL=x\nOU=a=b\nCN=Mesa de tesorería",
    );
  });

  it.each([
    ["", "is a list such as CN=streamgate,O=Example; it may hold CN, C, L, ST, O, OU"],
    ["streamgate", "is a list such as"],
    ["/CN=streamgate", "is a list such as"],
    ["CN=a,X=b", "is a list such as"],
    ["cn=a", "is a list such as"],
    ["CN=", "has a CN that is empty"],
    [`CN=${"a".repeat(65)}`, "has a CN that is empty, too long"],
    ["CN=a\\", "has a CN that is empty"],
    ["O=<b>,CN=a", 'has a O that is empty, too long, or holds one of "+;<>\\'],
    ["CN=a,C=ie", "has a C that is no country of two capitals"],
  ])("refuses %j", (text, message) => {
    expect(distinguishedName(text)).toStrictEqual({ ok: false, error: expect.stringContaining(message) });
  });
});
