/** Every function as it is synthesised, in a process of its own under Lambda's Runtime API, doing its work once. */
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { type DeployedBroker, startDeployedBroker } from "./deployed-broker.ts";
import { EVENT_DRIVES, HTTP_DRIVES } from "./drive-table.ts";
import { PAYLOADS } from "./payloads.ts";

const PATIENCE_MILLISECONDS = 60_000;

let broker: DeployedBroker;
beforeAll(async () => {
  broker = await startDeployedBroker();
}, PATIENCE_MILLISECONDS);
afterAll(() => broker?.stop());

describe("the table of drives", () => {
  it("holds every function of the route table, and every archive there is", () => {
    const routed = FUNCTIONS.filter(({ routeKeys }) => routeKeys.length > 0);
    expect(Object.keys(HTTP_DRIVES).toSorted()).toEqual(routed.map(({ name }) => name).toSorted());
    const driven = Object.keys({ ...HTTP_DRIVES, ...EVENT_DRIVES }).toSorted();
    expect(broker.archives.map((folder) => basename(folder)).toSorted()).toEqual(driven);
    expect([...new Set(broker.functions.map(({ archive }) => archive))].toSorted()).toEqual(driven);
  });
});

describe.each(PAYLOADS)("by payload $name of the $api", (payload) => {
  let origin: string;
  beforeAll(async () => {
    origin = await broker.serve(payload);
  });

  it.each(Object.entries(HTTP_DRIVES))(
    "%s does its work",
    async (_name, drive) => drive(broker, origin),
    PATIENCE_MILLISECONDS,
  );
});

describe("by events of AWS's own", () => {
  it.each(Object.entries(EVENT_DRIVES))(
    "%s does its work",
    async (_name, drive) => drive(broker),
    PATIENCE_MILLISECONDS,
  );
});

describe("the deployed functions", () => {
  it("are configured with names of secrets and with no other endpoint than AWS's", () => {
    const variables = broker.functions.flatMap(({ variables: all }) => Object.entries(all));
    expect(variables).toContainEqual(["SEALING_KEYS", "secret:streamgate/sealing-keys"]);
    expect(variables.filter(([name]) => name.startsWith("AWS_ENDPOINT_URL"))).toEqual([]);
    expect(variables.filter(([, value]) => broker.secrets.holds(value))).toEqual([]);
  });

  it("have written no fault", () => {
    expect(broker.events().filter(({ event }) => event === "fault")).toEqual([]);
  });
});
