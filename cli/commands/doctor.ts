/**
 * `streamgate doctor`: does the account have what the policy promises? Asks AppStream, in every Region of the policy, and
 * changes nothing; `check` looks at the policy alone.
 */
import type { Command } from "../command.ts";
import { createAccountCalls } from "../doctor/account-calls.ts";
import { reportFindings } from "../doctor/doctor-report.ts";
import { gatherFacts } from "../doctor/gather.ts";
import { runChecks } from "../doctor/run-checks.ts";
import { loadPolicyText } from "../policy-file.ts";
import { readTextFile } from "../read-text-file.ts";
import { reportFaults } from "../report-faults.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** `environment`: for another endpoint and the broker's origin, by the names that the functions know. */
export function doctorCommand(environment: Environment): Command {
  return {
    name: "doctor",
    summary:
      "compare a policy with the AWS account, changing nothing; exit 0 if all is well, 1 for faults, 2 if something could not be checked",
    positionals: [],
    options: {
      policy: { type: "string", summary: "the policy file that is deployed" },
      account: { type: "string", summary: "the AWS account that is meant; default: the credentials' own" },
      origin: { type: "string", summary: "the broker's address; default BROKER_ORIGIN" },
      permissions: {
        type: "boolean",
        summary:
          "the credentials are the launch function's: ask also whether they may create streaming URLs, with a user id that AppStream refuses",
      },
      json: { type: "boolean", summary: "one line of JSON instead of text" },
    },
    async run({ values }, terminal) {
      const { policy: file, account, origin = environment.BROKER_ORIGIN } = values;
      const asJson = values.json === true;
      if (file === undefined) {
        terminal.error("doctor: --policy is missing: the policy file that is deployed");
        return 2;
      }
      if (account !== undefined && !/^\d{12}$/.test(String(account))) {
        terminal.error("doctor: --account takes the twelve digits of an AWS account");
        return 2;
      }
      if (origin !== undefined && URL.parse(String(origin))?.origin !== origin) {
        terminal.error(
          "doctor: --origin takes an address without a path, such as https://stream.example.com",
        );
        return 2;
      }
      const text = await readTextFile(String(file), terminal);
      if (!text.ok) {
        terminal.error(text.error);
        return 2;
      }
      const policy = loadPolicyText(text.value, String(file));
      if (!policy.ok) return reportFaults(String(file), policy.error, asJson, terminal);
      const calls = createAccountCalls({ endpoint: environment.AWS_ENDPOINT_URL_APPSTREAM });
      const facts = await gatherFacts(policy.value, calls, { askPermissions: values.permissions === true });
      const findings = runChecks(policy.value, facts, {
        nowEpochSeconds: terminal.nowEpochSeconds(),
        origin: origin === undefined ? undefined : String(origin),
        account: account === undefined ? undefined : String(account),
      });
      const report = { file: String(file), text: text.value, findings, fleets: facts.fleets.size };
      return reportFindings(report, asJson, terminal);
    },
  };
}
