/** Every alarm leads to an entry of the runbook, and every entry has an alarm. */
import { readFileSync } from "node:fs";
import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { loadExample } from "../assembly.ts";
import { aStage } from "../audit/stage.ts";
import { inOfficeHours } from "./deployments.ts";

const text = readFileSync(new URL("../../../docs/runbook.md", import.meta.url), "utf8");
const [, alarms = ""] = /^## Alarms\n(.*?)^## /ms.exec(text) ?? [];
const entries = alarms
  .split(/^### /m)
  .slice(1)
  .map((entry) => ({ title: entry.slice(0, entry.indexOf("\n")), body: entry }));

/** As GitHub makes an anchor of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

describe("docs/runbook.md", () => {
  let linked: readonly string[];
  beforeAll(async () => {
    const { broker, edge } = aStage(inOfficeHours(await loadExample("cloudfront")));
    linked = [broker, edge]
      .flatMap((stack) => Object.values(Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm")))
      .map(({ Properties: { AlarmDescription: description } }) => {
        const [, anchor] = /\. Runbook: docs\/runbook\.md#([a-z-]+)$/.exec(description) ?? [];
        return anchor ?? `nothing: ${description}`;
      });
  });

  it("has an entry for every alarm, and an alarm for every entry", () => {
    const anchors = entries.map(({ title }) => anchorOf(title));
    expect([...new Set(linked)].toSorted()).toEqual(anchors.toSorted());
  });

  it.each(entries)("says of $title what it is, how to look and what to do", ({ body }) => {
    const marks = ["**Description.**", "**Investigation.**", "**Resolution.**"].map((mark) =>
      body.indexOf(mark),
    );
    expect(marks).not.toContain(-1);
    expect(marks).toEqual(marks.toSorted((a, b) => a - b));
  });

  it("leads nowhere that is not in it", () => {
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => anchorOf(title));
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
    expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});
