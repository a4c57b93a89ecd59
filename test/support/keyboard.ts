/** The way of somebody without a mouse: Tab, and nothing that jumps. */
import type { Locator, Page } from "playwright-core";

/** More than any page of ours has to go through. */
const MOST_TABS = 60;

/** Until the target has the focus; also where it is inside a frame or a shadow. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element.matches(":focus"))) return;
  }
  throw new Error(`the keyboard does not reach ${target}`);
}
