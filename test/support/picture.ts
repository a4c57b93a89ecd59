/** Pictures of the pages, for people to look at: in the folder that SCREENSHOTS names, and none without it. */
import { join } from "node:path";
import type { Page } from "playwright-core";

const FOLDER = process.env.SCREENSHOTS;

export const ARE_PICTURES_KEPT = FOLDER !== undefined;

/** Of the whole page, however long. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (FOLDER !== undefined) await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
}
