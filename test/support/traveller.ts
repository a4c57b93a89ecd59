/** A person with a browser but no window: signs in at the demo's provider and follows a launch link to its end. */
import { Browser, type Page } from "../dev/identity-provider/browser.ts";
import type { DemoWorld } from "./demo-world.ts";

export interface Traveller {
  /** A page of the broker, or the streaming URL that the launch redirects to. */
  open(path: string): Promise<Page | URL>;
  /** The same, by way of the sign-in form. */
  signInTo(path: string): Promise<Page | URL>;
}

export function traveller({ world }: DemoWorld, username: string): Traveller {
  const [atBroker, atProvider] = [new Browser(), new Browser()];
  const open = (path: string): Promise<Page | URL> => atBroker.open(`${world.origin}${path}`);
  return {
    open,
    async signInTo(path) {
      const authorization = await atBroker.openRedirect(`${world.origin}${path}`);
      const form = await atProvider.openPage(authorization);
      const credentials = { username, password: `${username}-demo` };
      const callback = await atProvider.openRedirect(form.url, credentials);
      return await atBroker.open(callback);
    },
  };
}
