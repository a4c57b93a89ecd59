import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { redeem } from "../../../image/launcher/redeem.ts";
import type { RequestSigner } from "../../../image/launcher/request-signer.ts";
import {
  aLaunch,
  answerLaunch,
  CONTEXT,
  type LauncherBroker,
  startLauncherBroker,
} from "../../support/launcher-broker.ts";

let home: LauncherBroker;
let other: LauncherBroker;

beforeAll(async () => {
  [home, other] = await Promise.all([startLauncherBroker(), startLauncherBroker()]);
});
afterAll(async () => {
  await Promise.all([home.stop(), other.stop()]);
});
beforeEach(() => {
  home.answerWith(answerLaunch(aLaunch()));
  other.answerWith(answerLaunch(aLaunch()));
});

const TIMES = { attemptMilliseconds: 300, totalMilliseconds: 3_000, pauseMilliseconds: 20 };
const sign: RequestSigner = async () => ({ "content-type": "application/json" });

async function redeemed(options: Readonly<Record<string, unknown>> = {}) {
  const counts = [home.redeemed.length, other.redeemed.length];
  const outcome = await redeem({
    context: { text: CONTEXT, homeRegion: "eu-west-1" },
    facts: { userName: "u-lucia", stack: "treasury", fleet: "treasury-ireland", sessionId: "s-1" },
    endpoints: { "us-east-1": other.url, "eu-west-1": home.url },
    sign,
    now: Date.now,
    times: TIMES,
    signal: new AbortController().signal,
    ...options,
  });
  const asked = [home.redeemed.length - (counts[0] ?? 0), other.redeemed.length - (counts[1] ?? 0)];
  return { outcome: outcome.ok ? outcome.value.launchId : outcome.error.reason, asked };
}

describe("redeem", () => {
  it("asks the handle's home first", async () => {
    expect(await redeemed()).toEqual({ outcome: "launch-1", asked: [1, 0] });
  });

  it("asks another Region when the home is silent, with the same attempt", async () => {
    home.answerWith(() => undefined);
    expect(await redeemed()).toEqual({ outcome: "launch-1", asked: [1, 1] });
    expect(other.redeemed.at(-1)?.body).toBe(home.redeemed.at(-1)?.body);
  });

  it("asks any Region for a home that this image does not know", async () => {
    expect(await redeemed({ endpoints: { "us-east-1": other.url } })).toEqual({
      outcome: "launch-1",
      asked: [0, 1],
    });
  });

  it("gives up after three tries", async () => {
    home.answerWith(() => undefined);
    other.answerWith((response) => response.destroy());
    expect(await redeemed()).toEqual({ outcome: "broker_slow", asked: [2, 1] });
  });

  it("does not wait beyond its time for a broker that asks for patience", async () => {
    home.answerWith((response) => response.writeHead(503, { "retry-after": "3600" }).end());
    expect(await redeemed()).toEqual({ outcome: "broker_unavailable", asked: [1, 0] });
  });

  it("takes an answer that never ends for a slow one", async () => {
    const drip: Parameters<LauncherBroker["answerWith"]>[0] = (response) => {
      response.write('{"launchId":');
    };
    home.answerWith(drip);
    other.answerWith(drip);
    expect(await redeemed()).toEqual({ outcome: "broker_slow", asked: [2, 1] });
  });

  it("does not wait for credentials that never come", async () => {
    const never: RequestSigner = () => new Promise(() => undefined);
    expect(await redeemed({ sign: never })).toEqual({ outcome: "credentials_missing", asked: [0, 0] });
  });

  it("asks nobody again once the session is over", async () => {
    const ending = new AbortController();
    home.answerWith((response) => {
      response.writeHead(503).end();
      ending.abort();
    });
    expect(await redeemed({ signal: ending.signal })).toEqual({ outcome: "session_ended", asked: [1, 0] });
  });

  it("makes a new attempt id for each redemption", async () => {
    await redeemed();
    await redeemed();
    const [one, two] = home.redeemed.slice(-2).map(({ members }) => members.attempt);
    expect(one).not.toBe(two);
  });
});
