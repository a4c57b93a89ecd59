/**
 * `streamgate metadata POLICY [IDP]`: brings the metadata files of SAML providers up to date, and stops where a change
 * of keys or endpoints needs a person. For a person, and for a daily job that opens a pull request with the result.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { SamlProviderPolicy } from "../../functions/core/policy-identity.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { Command, CommandArguments } from "../command.ts";
import { samlProviders } from "../metadata/compile-metadata.ts";
import { type RefreshOutcome, refreshMetadata } from "../metadata/refresh-metadata.ts";
import { refreshText } from "../metadata/refresh-text.ts";
import { loadPolicyText } from "../policy-file.ts";
import { readTextFile } from "../read-text-file.ts";
import { reportFaults } from "../report-faults.ts";

export const metadataCommand: Command = {
  name: "metadata",
  summary:
    "fetch the metadata of SAML identity providers; exit 0 if all is up to date, 1 if something is not or needs your approval",
  positionals: ["POLICY", "[IDP]"],
  options: {
    approve: {
      type: "string",
      summary: "accept new keys and endpoints: the fingerprint that the refusal printed",
    },
    json: { type: "boolean", summary: "one line of JSON instead of text" },
  },
  async run({ positionals, values }, terminal) {
    const [file = "", id] = positionals;
    const asJson = values.json === true;
    const approval = approvalOf(values);
    if (!approval.ok) {
      terminal.error(approval.error);
      return 2;
    }
    const text = await readTextFile(file, terminal);
    if (!text.ok) {
      terminal.error(text.error);
      return 1;
    }
    const policy = loadPolicyText(text.value, file);
    if (!policy.ok) return reportFaults(file, policy.error, asJson, terminal);
    const providers = chosenProviders(policy.value, id);
    if (!providers.ok) {
      terminal.error(`${file}: ${providers.error}`);
      return 2;
    }

    const outcomes: [string, RefreshOutcome][] = [];
    for (const { id: providerId, provider, url } of providers.value) {
      const { development } = policy.value;
      const request = { policyFile: file, provider, url, development, approval: approval.value };
      const outcome = await refreshMetadata(request, terminal);
      outcomes.push([providerId, outcome]);
      const context = { policyFile: file, id: providerId, metadataFile: provider.metadata.file };
      if (!asJson) for (const line of refreshText(outcome, context)) terminal.out(line);
    }
    if (asJson) terminal.out(JSON.stringify({ file, identityProviders: Object.fromEntries(outcomes) }));
    else if (outcomes.length === 0) terminal.out(`${file}: no identity provider has a \`metadata.url\``);
    return outcomes.some(([, { outcome }]) => outcome === "refused" || outcome === "failed") ? 1 : 0;
  },
};

interface PublishedProvider {
  readonly id: string;
  readonly provider: SamlProviderPolicy;
  readonly url: string;
}

function approvalOf({ approve }: CommandArguments["values"]): Result<string | undefined, string> {
  if (approve === undefined) return ok(undefined);
  return /^[0-9a-f]{64}$/.test(String(approve))
    ? ok(String(approve))
    : err("--approve takes the 64 hexadecimal digits that a refusal prints");
}

/** The one that is named, or all that publish their metadata. */
function chosenProviders(
  policy: Policy,
  named: string | undefined,
): Result<readonly PublishedProvider[], string> {
  const providers = samlProviders(policy).filter(([id]) => named === undefined || id === named);
  if (named !== undefined && providers.length === 0) {
    return err(`has no SAML identity provider \`${named}\``);
  }
  const published = providers.flatMap(([id, provider]) => {
    const { url } = provider.metadata;
    return url === null ? [] : [{ id, provider, url }];
  });
  return named !== undefined && published.length === 0
    ? err(`\`${named}\` has no \`metadata.url\`; replace its file by hand`)
    : ok(published);
}
