/**
 * Ends the browser with its last window. Under remote debugging it would live on without one, and AppStream would
 * count the application as running.
 */
import type { DevtoolsPipe, Members } from "./devtools-pipe.ts";

/** Parts of the browser's own window, which count as pages where a policy forbids the developer tools. */
const OWN_SURFACE = /^chrome:\/\/[^/]*\.top-chrome\//;

export async function closeWithLastPage(devtools: DevtoolsPipe, deadlineMilliseconds: number): Promise<void> {
  const pages = new Set<unknown>();
  devtools.onEvent((method, parameters) => {
    const { targetId, type, url } = (parameters.targetInfo ?? parameters) as Members;
    // A target gets its address after it is made, so each change is looked at.
    const isPage = type === "page" && typeof url === "string" && url !== "" && !OWN_SURFACE.test(url);
    if (method === "Target.targetCreated" || method === "Target.targetInfoChanged") {
      if (isPage) pages.add(targetId);
    }
    if (method !== "Target.targetDestroyed" || !pages.delete(targetId)) return;
    if (pages.size === 0) void devtools.call("Browser.close", {}, deadlineMilliseconds);
  });
  await devtools.call("Target.setDiscoverTargets", { discover: true }, deadlineMilliseconds);
}
