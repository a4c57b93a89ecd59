/** What CloudFormation says of the stacks it deployed, as CDK's command line writes it down: one file a stack. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Values by stack and name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function outputsFile(folder: string, stackName: string): string {
  return join(folder, `outputs-${stackName}.json`);
}

/** Of these stacks, as far as they have been deployed from here. */
export async function readOutputs(folder: string, stackNames: readonly string[]): Promise<Outputs> {
  const there = await readdir(folder);
  const files = stackNames
    .map((name) => outputsFile(folder, name))
    .filter((file) => there.includes(basename(file)));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
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
