/** A filled response signed, and encrypted where it is to be, from the inside out. */
import { encryptAssertion } from "../../identity-provider/saml/minting/encrypt-assertion.ts";
import { responseXml } from "../../identity-provider/saml/minting/response-xml.ts";
import type { Filled } from "./bulk-places.ts";
import type { MessageRecipe } from "./message-inputs.ts";
import { withSignature } from "./quick-signature.ts";
import type { MeasuredSignIn } from "./sign-in.ts";

const [RESPONSE_ID, ASSERTION_ID] = ["_response", "_assertion"];

export async function sealed(
  { key, strangersKey, ourKey }: MeasuredSignIn,
  { spec, keyInfo }: Filled,
  recipe: MessageRecipe,
): Promise<string> {
  const { signed, fault, prefixes } = recipe;
  const inclusivePrefixes = Array.from({ length: prefixes }, (_, at) => `p${at}`);
  const style = { key: fault === "stranger" ? strangersKey : key, inclusivePrefixes };
  let xml = responseXml({ ...spec, responseId: RESPONSE_ID, assertionId: ASSERTION_ID });
  if (fault === "unsigned") return xml;
  if (signed !== "response") xml = withSignature(xml, { ...style, elementId: ASSERTION_ID });
  if (isEncrypted(recipe)) xml = await encryptAssertion(xml, { certificate: ourKey.certificate });
  if (fault === "ciphertext") xml = withWrongTag(xml);
  if (signed !== "assertion") xml = withSignature(xml, { ...style, elementId: RESPONSE_ID });
  return keyInfo === "" ? xml : xml.replace("</ds:KeyInfo>", () => `${keyInfo}</ds:KeyInfo>`);
}

/** A broken ciphertext needs one. */
export function isEncrypted({ encrypted, fault }: MessageRecipe): boolean {
  return encrypted === "yes" || fault === "ciphertext";
}

/** The last bytes of an AES-GCM ciphertext are its tag. */
function withWrongTag(xml: string): string {
  const at = xml.lastIndexOf("CipherValue>") - 20;
  return `${xml.slice(0, at)}${xml.charAt(at) === "A" ? "B" : "A"}${xml.slice(at + 1)}`;
}
