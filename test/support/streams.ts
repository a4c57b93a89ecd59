/** What a browser shows of an emulated stream, and of what runs on its instance. */
import type { Page } from "playwright-core";

export async function signIn(page: Page, username: string): Promise<void> {
  await page.fill("input[name=username]", username);
  await page.fill("input[name=password]", `${username}-demo`);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const FRAME = "iframe[title^='What is on']";

/** Waits until the launcher has come to something. */
export async function launcherNews(
  page: Page,
): Promise<{ readonly state: string; readonly reason: string | null }> {
  const frame = page.frameLocator(FRAME);
  await frame.locator("[data-testid=launcher]:text-matches('started|refused|ended')").waitFor();
  const state = (await frame.locator("[data-testid=launcher]").textContent()) ?? "";
  const reason = frame.locator("[data-testid=launcher-reason]");
  return { state, reason: (await reason.count()) > 0 ? await reason.textContent() : null };
}

export function instanceFrame(page: Page) {
  return page.frameLocator(FRAME);
}
