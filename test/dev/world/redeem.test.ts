/** A launch through the local world, and its session context redeemed as an instance of the fleet redeems it. */
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../../dev/world/world.ts";
import type { HandedOver } from "../../../functions/context/hand-over.ts";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import type { Policy } from "../../../functions/core/policy.ts";
import { HANDED } from "../../support/context-stage.ts";
import { startDemoWorld } from "../../support/demo-world.ts";
import { samlTraveller } from "../../support/saml-traveller.ts";
import { signedRedemption } from "../../support/signed-instance.ts";

const ROLE = "arn:aws:iam::111122223333:role/fleets/instances";

let world: World;
let events: readonly AuditEvent[];

/** Every fleet's instances sign as one role, and the treasury's application gets a token. */
function withInstances(policy: Policy): Policy {
  const { treasury } = policy.applications;
  if (treasury === undefined) throw new TypeError("the demo policy has no treasury");
  const instances = { roleArn: ROLE, key: null };
  const fleets = Object.entries(policy.fleets).map(([id, fleet]) => [id, { ...fleet, instances }] as const);
  const handover = HANDED.handover ?? null;
  const applications = { ...policy.applications, treasury: { ...treasury, handover } };
  return {
    ...{ ...policy, fleets: Object.fromEntries(fleets), applications },
    tokens: { issuer: null, keys: ["env:TOKEN_KEY"] },
  };
}

beforeAll(async () => {
  ({ world, events } = await startDemoWorld(withInstances));
});

afterAll(() => world.stop());

describe("startWorld", () => {
  it("hands a launch over to an instance of its fleet, once, with a token that verifies", async () => {
    const traveller = samlTraveller({ world, events: [] }, "lucia");
    await traveller.signInByOpenId("/login/corporate");
    await traveller.broker.get("/launch/treasury?idp=corporate");
    const [asked] = world.appstream.requests().filter(({ operation }) => operation === "CreateStreamingURL");
    const { SessionContext, UserId, StackName, FleetName } = asked?.input ?? {};
    const redeem = async (attempt: string) =>
      await fetch(
        await signedRedemption({
          ...{ origin: world.origin, region: "eu-west-1" },
          credentials: world.instanceRoles.credentialsOf(ROLE),
          body: JSON.stringify({
            ...{ context: SessionContext, attempt: attempt.repeat(22), userName: UserId },
            ...{ stack: StackName, fleet: FleetName, sessionId: "session-1" },
          }),
        }),
      );
    const handed = await redeem("a");
    expect(handed.status).toBe(200);
    const { browser, display } = (await handed.json()) as HandedOver;
    expect(display.name).toMatch(/^Luc/);
    const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", world.origin));
    const { payload } = await jwtVerify(browser?.cookies[0]?.value ?? "", keys, {
      ...{ issuer: world.origin, audience: "https://treasury.example", algorithms: ["ES256"] },
    });
    expect(payload).toMatchObject({ sub: UserId, groups: ["treasury"] });

    expect((await redeem("b")).status).toBe(403);
    expect(events.slice(-2)).toMatchObject([
      { event: "context_redeemed", outcome: "success" },
      { event: "context_refused", refusal: { reason: "handle_spent" } },
    ]);
  });
});
