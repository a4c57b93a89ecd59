import * as client from "openid-client";
import { expect, it, vi } from "vitest";
import { startOpenIdProvider } from "../../../dev/identity-provider/oidc.ts";
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";
import { Browser } from "./browser.ts";
import { REDIRECT_URI, relyingParty } from "./relying-party.ts";

// A file of its own: oidc-provider complains about each of its defaults once a process.
it("a sign-in from start to end, and one that fails, write nothing on the console", async () => {
  const methods = (["log", "info", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
  const clients = [
    { clientId: "broker", redirectUris: [REDIRECT_URI], authentication: { method: "none" as const } },
  ];
  const provider = await startOpenIdProvider({ port: 0, clients, people: DEMO_PEOPLE });
  const started = await (await relyingParty(provider.issuer, "broker", client.None())).start();
  const browser = new Browser();
  const { url } = await browser.openPage(started.url);
  await started.finish(await browser.openRedirect(url, { username: "ana", password: "ana-demo" }));
  await browser.openPage(`${provider.issuer}/auth?client_id=unknown`);
  await provider.stop();
  for (const method of methods) expect(method.mock.calls).toStrictEqual([]);
});
