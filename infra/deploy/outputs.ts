/** What CloudFormation says of the stacks it deployed, as CDK's command line writes it down: one file a stack. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Values by stack and name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function outputsFile(folder: string, stackName: string): string {
  return join(folder, `outputs-${stackName}.json`);
}

export async function readOutputs(folder: string): Promise<Outputs> {
  const files = (await readdir(folder)).filter((name) => /^outputs-.*\.json$/.test(name));
  const texts = await Promise.all(files.toSorted().map((name) => readFile(join(folder, name), "utf8")));
  return Object.assign({}, ...texts.map((text) => JSON.parse(text))) as Outputs;
}

/** What a person needs afterwards, most of it for somebody else's settings; each line once. */
const WANTED =
  /^(?:Address|LaunchUrl|RedirectUri\w*|MetadataUrl\w*|AcsUrl\w*|SingleLogoutUrl\w*|DashboardUrl|AuditArchiveBucket|AuditWorkgroup|RelayState)/;

export function outputsReport(outputs: Outputs): string {
  const lines = Object.values(outputs).flatMap((values) =>
    Object.entries(values)
      .filter(([name]) => WANTED.test(name))
      .map(([name, value]) => `  ${name}  ${value}`),
  );
  return ["", "What you need now:", ...new Set(lines)].join("\n");
}
