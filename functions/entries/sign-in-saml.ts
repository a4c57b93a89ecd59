/** Lambda entry: SAML 2.0 sign-in, the only function that holds an XML library. It cannot reach AppStream. */
import { signInSamlFunction } from "../wiring/sign-in-saml.ts";

export const handler = signInSamlFunction(process.env);
