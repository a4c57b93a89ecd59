import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeServer, listenOnLoopback } from "../../../../dev/loopback.ts";
import {
  createRegionChooser,
  FIRST_HEALTHY,
  type FrontedRegion,
  IN_TURN,
} from "../../../../dev/world/front/choose-region.ts";

const REGIONS = ["eu-west-1", "us-east-1", "ap-southeast-2"];
let servers: Server[];
let fronted: FrontedRegion[];
/** What each answers when it is asked for its health. */
let health: Record<string, number>;
let asked: string[];

beforeAll(async () => {
  servers = [];
  fronted = [];
  for (const region of REGIONS) {
    const server = createServer((request, response) => {
      asked.push(`${region} ${request.url}`);
      response.writeHead(health[region] ?? 200).end();
    });
    servers.push(server);
    fronted.push({ region, origin: `http://localhost:${await listenOnLoopback(server, 0)}` });
  }
});
afterAll(async () => {
  for (const server of servers) await closeServer(server);
});
beforeEach(() => {
  health = {};
  asked = [];
});

async function chosen(answering: string, times: number, regions = fronted): Promise<readonly string[]> {
  const chooser = createRegionChooser(regions);
  chooser.answering = answering;
  const names: string[] = [];
  for (let time = 0; time < times; time += 1) names.push((await chooser.next()).region);
  return names;
}

describe("createRegionChooser", () => {
  it("prefers the first, and asks no further while that is well", async () => {
    const chooser = createRegionChooser(fronted);
    expect((await chooser.next()).region).toBe("eu-west-1");
    expect(asked).toEqual(["eu-west-1 /healthz"]);
  });

  it("goes to the next while one says that it is not well, and back when it is", async () => {
    const chooser = createRegionChooser(fronted);
    health = { "eu-west-1": 503, "us-east-1": 503 };
    expect((await chooser.next()).region).toBe("ap-southeast-2");
    health = {};
    expect((await chooser.next()).region).toBe("eu-west-1");
  });

  it("goes to the next where nobody listens", async () => {
    const gone = { region: "eu-south-1", origin: "http://localhost:9" };
    expect(await chosen(FIRST_HEALTHY, 1, [gone, ...fronted])).toEqual(["eu-west-1"]);
  });

  it("answers with the first where none is well", async () => {
    health = Object.fromEntries(REGIONS.map((region) => [region, 503]));
    expect(await chosen(FIRST_HEALTHY, 1)).toEqual(["eu-west-1"]);
  });

  it("takes each in turn, well or not", async () => {
    health = { "us-east-1": 503 };
    expect(await chosen(IN_TURN, 4)).toEqual([...REGIONS, "eu-west-1"]);
    expect(asked).toEqual([]);
  });

  it("takes the Region that it is told, well or not", async () => {
    health = { "us-east-1": 503 };
    expect(await chosen("us-east-1", 2)).toEqual(["us-east-1", "us-east-1"]);
  });

  it("needs a Region", () => {
    expect(() => createRegionChooser([])).toThrow(TypeError);
  });
});
