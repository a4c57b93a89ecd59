/**
 * The four steps of a rotation as Secrets Manager calls them, twice: the next key is announced, then it seals. What was
 * sealed before is opened throughout.
 */
import { expect } from "vitest";
import { parseLiveKeys } from "../../../../infra/broker/rotation/live-keys.ts";
import { anEvent } from "../../../support/http-builders.ts";
import { atTheEdge, type DeployedBroker, functionOf } from "../deployed-broker.ts";
import { PAYLOADS } from "../payloads.ts";
import { startSecretsManagerApi } from "../secrets-manager-api.ts";
import { type EventDrive, personAt } from "./drive.ts";

const SECRET = "streamgate/sealing-keys";
const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];

export const driveRotation: EventDrive = async (broker) => {
  const { secrets, credentials, folder } = broker;
  const fn = functionOf(broker.functions, "rotation");
  const api = await startSecretsManagerApi(secrets, credentials, { region: fn.region, folder });
  try {
    const rotation = await broker.start(fn, api.environment);
    const rotate = async (): Promise<readonly string[]> => {
      const ClientRequestToken = secrets.announce(SECRET);
      for (const Step of STEPS)
        await rotation.invoke({ Step, SecretId: secrets.arn(SECRET), ClientRequestToken });
      return parseLiveKeys(secrets.value(SECRET))?.map(({ id }) => id) ?? [];
    };
    const [first, ...none] = parseLiveKeys(secrets.value(SECRET))?.map(({ id }) => id) ?? [];
    expect(none).toEqual([]);
    const session = await signedIn(broker);

    const [stillFirst, second] = await rotate();
    expect([stillFirst, second === first]).toEqual([first, false]);
    expect(await startPage(broker, session)).toContain("/launch/treasury");

    expect(await rotate()).toEqual([second, first]);
    expect(await startPage(broker, session)).toContain("/launch/treasury");
    expect(new Set(api.asked).size).toBe(4);

    await expect(rotation.invoke({ Step: "none", SecretId: SECRET, ClientRequestToken: "" })).rejects.toThrow(
      "no such step of a rotation",
    );
  } finally {
    await api.stop();
  }
};

/** Cookies of a session that the first key sealed. */
async function signedIn(broker: DeployedBroker): Promise<readonly string[]> {
  const [payload] = PAYLOADS;
  if (payload === undefined) throw new TypeError("no payload");
  const lucia = personAt(broker, await broker.serve(payload));
  await lucia.signInByOpenId("/login/corporate");
  return lucia.broker.cookieHeader.split("; ");
}

/** As an environment shows it that starts now, and so reads the keys as they are now. */
async function startPage(broker: DeployedBroker, cookies: readonly string[]): Promise<string> {
  const portal = await broker.start(functionOf(broker.functions, "portal"));
  const answer = await portal.invoke(atTheEdge(anEvent({ routeKey: "GET /", cookies: [...cookies] })));
  return (answer as { readonly body: string }).body;
}
