/** axe-core on a page as it stands, by the debugger, so that the page's own policy keeps its script out and not this one. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** WCAG 2.0 to 2.2, levels A and AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** No violation of WCAG 2.2 AA that axe-core can see; of a page or a frame, without what is framed in it. */
export async function expectAccessible(page: Pick<Page, "evaluate">): Promise<void> {
  await page.evaluate(axe.source);
  const violations = (await page.evaluate(
    `axe.run(document, { iframes: false, runOnly: { type: "tag", values: ${JSON.stringify(TAGS)} } }).then(({ violations }) => violations)`,
  )) as readonly Violation[];
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary ?? ""}`),
  }));
  expect(found).toEqual([]);
}
