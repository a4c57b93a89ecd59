/**
 * The metadata that a policy's SAML providers were approved with, from the files it names to the form that ships.
 * Nothing is fetched here: `streamgate metadata` is what brings the files up to date.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { SamlProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { PolicyIssue } from "../../functions/core/policy-schema.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { SamlMetadata } from "../../functions/core/saml-metadata.ts";
import { parseIdpMetadata } from "../../functions/identity/saml/idp-metadata.ts";
import { NO_SUCH_FILE, type ReadBeside } from "../read-text-file.ts";

const MISSING =
  "there is no such file; save the identity provider's metadata there, or let `streamgate metadata` fetch it from `metadata.url`";

/** By identity provider, for every one of `protocol: saml`; or every file that will not do. */
export async function compileSamlMetadata(
  policy: Policy,
  readBeside: ReadBeside,
  nowEpochSeconds: number,
): Promise<Result<Readonly<Record<string, SamlMetadata>>, readonly PolicyIssue[]>> {
  const compiled: [string, SamlMetadata][] = [];
  const issues: PolicyIssue[] = [];
  for (const [id, provider] of samlProviders(policy)) {
    const text = await readBeside(provider.metadata.file);
    const metadata = text.ok
      ? parseIdpMetadata(text.value, {
          entityId: provider.entityId,
          nowEpochSeconds,
          allowLoopbackHttp: policy.development,
        })
      : err(text.error === NO_SUCH_FILE ? MISSING : text.error);
    if (metadata.ok) compiled.push([id, metadata.value]);
    else issues.push({ path: metadataFilePath(id), message: metadata.error });
  }
  return issues.length > 0 ? err(issues) : ok(Object.fromEntries(compiled));
}

export function samlProviders({
  identityProviders,
}: Policy): readonly (readonly [id: string, provider: SamlProviderPolicy])[] {
  return Object.entries(identityProviders).flatMap(([id, provider]) =>
    provider.protocol === "saml" ? [[id, provider] as const] : [],
  );
}

/** Where in a policy to point when a metadata file is at fault. */
export function metadataFilePath(id: string): PolicyIssue["path"] {
  return ["identityProviders", id, "metadata", "file"];
}
