/** A launch through the local world, and the launcher itself redeeming its session context for the application. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../../dev/world/world.ts";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import type { Policy } from "../../../functions/core/policy.ts";
import { HANDED } from "../../support/context-stage.ts";
import { startDemoWorld } from "../../support/demo-world.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";
import { samlTraveller } from "../../support/saml-traveller.ts";

const ROLE = "arn:aws:iam::111122223333:role/fleets/instances";

let world: World;
let events: readonly AuditEvent[];
let stage: LauncherStage;

/** The treasury is a browser application here: an address and a cookie, no flags. */
function withInstances(policy: Policy): Policy {
  const { treasury } = policy.applications;
  if (treasury === undefined) throw new TypeError("the demo policy has no treasury");
  const instances = { roleArn: ROLE, key: null };
  const fleets = Object.entries(policy.fleets).map(([id, fleet]) => [id, { ...fleet, instances }] as const);
  const handover = { arguments: [], environment: {}, browser: HANDED.handover?.browser ?? null };
  return {
    ...{ ...policy, fleets: Object.fromEntries(fleets) },
    applications: { ...policy.applications, treasury: { ...treasury, handover } },
    tokens: { issuer: null, keys: ["env:TOKEN_KEY"] },
  };
}

beforeAll(async () => {
  ({ world, events } = await startDemoWorld(withInstances));
  stage = new LauncherStage(world.origin);
  const { accessKeyId, secretAccessKey, sessionToken } = world.instanceRoles.credentialsOf(ROLE);
  writeFileSync(
    join(stage.folder, "credentials"),
    `[appstream_machine_role]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\naws_session_token=${sessionToken}\n`,
  );
  stage.configure({
    applications: {
      treasury: { browser: join(stage.folder, "browser"), origins: ["https://treasury.example"] },
    },
  });
});
afterAll(async () => {
  stage?.remove();
  await world.stop();
});

/** The variables that AppStream would set in the session that the last launch began. */
function sessionVariables(): Record<string, string> {
  const asked = world.appstream.requests().findLast(({ operation }) => operation === "CreateStreamingURL");
  const { SessionContext, UserId, StackName, FleetName } = asked?.input ?? {};
  return {
    APPSTREAM_SESSION_CONTEXT: String(SessionContext),
    AppStream_UserName: String(UserId),
    AppStream_Stack_Name: String(StackName),
    AppStream_Resource_Name: String(FleetName),
  };
}

describe("the launcher in the local world", () => {
  it("opens the deep link with the person's token as a cookie, and the second time the page", async () => {
    const traveller = samlTraveller({ world, events: [] }, "lucia");
    await traveller.signInByOpenId("/login/corporate");
    await traveller.broker.get("/launch/treasury?idp=corporate&context=FXD-204417");
    const variables = sessionVariables();

    const another = await stage.launch({ ...variables, AppStream_UserName: "somebody-else" });
    expect(another.events[0]).toMatchObject({ reason: "context_refused" });
    expect(events.at(-1)).toMatchObject({ refusal: { reason: "handle_of_another_user" } });

    const first = await stage.launch(variables, ["--application", "treasury"]);
    expect(first.exitCode).toBe(0);
    const calls = stage.browser()?.calls ?? [];
    expect(calls.find(({ method }) => method === "Storage.setCookies")?.params).toMatchObject({
      cookies: [
        { name: "session", domain: "treasury.example", httpOnly: true, value: expect.stringMatching(/^ey/) },
      ],
    });
    expect(calls.at(-1)?.params).toMatchObject({ url: "https://treasury.example/open/FXD-204417" });
    expect(events.at(-1)).toMatchObject({ event: "context_redeemed", outcome: "success" });

    const second = await stage.launch(variables, ["--application", "treasury"]);
    expect(second.exitCode).toBe(14);
    expect(events.at(-1)).toMatchObject({ refusal: { reason: "handle_spent" } });
    expect(stage.page()?.page).toContain("This start is over");
    expect(second.events[0]?.correlationId).toBe(events.at(-1)?.correlationId);
  });
});
