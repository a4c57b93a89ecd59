/** The self-test's part on this machine: programs, browsers, and the browser of the page. */
import { findBrowser, isProgram } from "./browser-location.ts";
import type { Configuration } from "./configuration-schema.ts";
import type { Check } from "./self-test-check.ts";

export function applicationChecks(
  { applications, pageBrowser }: Configuration,
  platform: NodeJS.Platform,
): readonly Check[] {
  const programs = Object.entries(applications).map(([id, application]): Check => {
    if (!("browser" in application)) {
      const { program } = application;
      return isProgram(program)
        ? { level: "ok", text: `application ${id}: ${program}` }
        : { level: "missing", text: `application ${id}: no program at ${program}` };
    }
    const found = findBrowser(application.browser, platform);
    return found === undefined
      ? {
          level: "missing",
          text: `application ${id}: no browser ${application.browser}; install it or name its path`,
        }
      : { level: "ok", text: `application ${id}: browser ${found}` };
  });
  const page = findBrowser(pageBrowser, platform);
  const pageCheck: Check =
    page === undefined
      ? {
          level: "missing",
          text: "page: no browser found that could show what went wrong; see `pageBrowser`",
        }
      : { level: "ok", text: `page: ${page}` };
  return [...programs, pageCheck];
}
