import { beforeAll, describe, expect, it } from "vitest";
import { messageInputs } from "../../../../dev/bench/saml/message-inputs.ts";
import { type InputKind, type Recipe, wholeRecipe } from "../../../../dev/bench/saml/recipe.ts";
import { type MeasuredSignIn, measuredSignIn } from "../../../../dev/bench/saml/sign-in.ts";
import { verifyResponse } from "../../../../functions/identity/saml/response.ts";
import { MESSAGE_LIMITS } from "../../../../functions/identity/saml/xml-limits.ts";

let signIn: MeasuredSignIn;
let kind: InputKind;

beforeAll(async () => {
  signIn = await measuredSignIn();
  kind = messageInputs(signIn);
});

/** A few elements of bulk: what counts here is what is made, not how long it takes. */
async function verified(recipe: Recipe) {
  const share = 10 / MESSAGE_LIMITS.elements;
  const { field, rules } = await kind.make(wholeRecipe(kind, { share, text: "x", gap: " ", ...recipe }));
  const result = await verifyResponse(field, rules, signIn.expected);
  return result.ok ? "accepted" : result.error.reason;
}

describe("messageInputs", () => {
  it.each(["values", "attributes", "statements", "audiences", "confirmations"])(
    "makes responses with bulk in %s that both verifiers accept",
    async (place) => {
      for (const signed of ["assertion", "response", "both"]) {
        expect(await verified({ place, signed })).toBe("accepted");
      }
    },
  );

  it("makes what is accepted encrypted, with prefixes listed, and with another certificate before", async () => {
    expect(await verified({ signed: "both", encrypted: "yes" })).toBe("accepted");
    expect(await verified({ signed: "both", prefixes: 8, attributes: 2, prefix: "xsi:" })).toBe("accepted");
    expect(await verified({ signed: "both", otherCertificates: 1 })).toBe("accepted");
  });

  it.each([
    ["unsigned", "saml_unsigned"],
    ["stranger", "saml_signature"],
    ["audience", "saml_audience"],
    ["ciphertext", "saml_decryption"],
    ["tampered", "saml_digest"],
    ["broken end", "saml_xml_malformed"],
  ])("makes a response with the fault %s, refused as %s", async (fault, reason) => {
    const signed = fault === "ciphertext" ? "both" : "assertion";
    expect(await verified({ fault, signed })).toBe(reason);
  });
});
