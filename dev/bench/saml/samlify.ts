/**
 * The part of samlify 2 that is measured, without its types: they would bring the browser's DOM into every file that
 * TypeScript checks here.
 */
import { createRequire } from "node:module";

interface Endpoint {
  readonly Binding: string;
  readonly Location: string;
}

/** A party, made from its settings; only samlify looks inside. */
interface SamlifyIdentityProvider {
  readonly entityMeta: object;
}

interface SamlifyServiceProvider {
  parseLoginResponse(
    identityProvider: SamlifyIdentityProvider,
    binding: "post",
    request: { readonly body: { readonly SAMLResponse: string } },
  ): Promise<{ readonly extract: { readonly nameID?: string } }>;
}

interface Samlify {
  IdentityProvider(settings: {
    readonly entityID: string;
    readonly signingCert: readonly string[];
    readonly singleSignOnService: readonly Endpoint[];
    readonly singleLogoutService: readonly Endpoint[];
  }): SamlifyIdentityProvider;
  ServiceProvider(settings: {
    readonly entityID: string;
    readonly wantAssertionsSigned: boolean;
    readonly wantMessageSigned: boolean;
    readonly assertionConsumerService: readonly Endpoint[];
  }): SamlifyServiceProvider;
  setSchemaValidator(validator: { readonly validate: (xml: string) => Promise<string> }): void;
}

const require = createRequire(import.meta.url);

export const samlify = require("samlify") as Samlify;
