import { describe, expect, it } from "vitest";
import { isReservedVariable } from "../../functions/core/environment-names.ts";
import {
  aHandoverInput,
  atHandover,
  TREASURY_HANDOVER,
  TREASURY_TOKEN,
} from "../support/handover-policies.ts";
import type { Json } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const path = (...rest: readonly (string | number)[]) => atHandover(...rest).join(".");
const faults = (at: readonly (string | number)[], value: Json | undefined) =>
  issuesOf(aHandoverInput([at, value]));
const url = atHandover("browser", "url");

describe("checkHandover", () => {
  it("accepts what the documentation shows", () => {
    expect(issuesOf(aHandoverInput())).toStrictEqual([]);
  });

  it.each([
    [
      ["arguments", 0],
      "--open={contxt}",
      "`{contxt}` is no slot ({context}, {userId}, {email}, {country}); did you mean `{context}`?",
    ],
    [
      ["arguments", 0],
      "{displayName}",
      "`{displayName}` is no slot ({context}, {userId}, {email}, {country})",
    ],
    [["environment", "A"], "{", "`{` is no slot ({context}, {userId}, {email}, {country})"],
    [
      ["browser", "url"],
      "https://treasury.example/{userid}",
      "`{userid}` is no slot ({context}, {userId}, {email}, {country}); did you mean `{userId}`?",
    ],
  ] as const)("refuses what is no slot: %j %s", (at, text, message) => {
    expect(faults(atHandover(...at), text)).toStrictEqual([`${path(...at)} ${message}`]);
  });

  it("refuses {context} in an application without deep links", () => {
    const message =
      "has `{context}`, and the application declares no `context`: say which deep links it takes";
    expect(faults(["applications", "treasury", "context"], undefined)).toStrictEqual([
      `${path("arguments", 1)} ${message}`,
      `${path("browser", "url")} ${message}`,
    ]);
  });

  it("refuses variables that decide what runs", () => {
    const environment = { PATH: "x", LD_PRELOAD: "x", HTTPS_PROXY: "x", TREASURY_PATH: "x" };
    const message =
      "is a variable that programs, loaders or AppStream act on: give the application one of its own";
    expect(faults(atHandover("environment"), environment)).toStrictEqual(
      ["PATH", "LD_PRELOAD", "HTTPS_PROXY"].map((name) => `${path("environment", name)} ${message}`),
    );
  });

  it.each([
    ["http://treasury.example/", "must be https"],
    [
      "http://127.0.0.1:8080/",
      "must be https; http to this machine needs `development: true`, which cannot be deployed",
    ],
    ["https://{context}.example/", "must have its slots in path and query only"],
    ["https://treasury.example/#{context}", "must have its slots in path and query only"],
    ["https://treasury.example/%2{context}", "must have two hexadecimal digits after each `%`"],
  ])("refuses the address %s", (address, message) => {
    expect(faults(url, address)).toContain(`${url.join(".")} ${message}`);
  });

  it("lets http to this machine pass in development", () => {
    const browser = { url: "http://127.0.0.1:8080/", cookies: [] };
    expect(issuesOf(aHandoverInput([atHandover("browser"), browser], [["development"], true]))).toStrictEqual(
      [],
    );
  });

  describe("of front channels", () => {
    const withFrontChannel = (address: string, cookies: Json = []) =>
      faults(atHandover("browser"), {
        url: "https://treasury.example/",
        cookies,
        frontChannel: { url: address, parameter: "code", token: TREASURY_TOKEN },
      });
    const at = path("browser", "frontChannel");

    it("accepts one of the application", () => {
      expect(withFrontChannel("https://treasury.example:443/redeem?to={context}")).toStrictEqual([]);
    });

    it.each(["https://elsewhere.example/", "https://treasury.example:8443/"])("refuses %s", (address) => {
      expect(withFrontChannel(address)).toStrictEqual([
        `${at}.url must have the same scheme, host and port as the \`url\` beside it: the token in it is for that application`,
      ]);
    });

    it("refuses the parameter twice, cookies beside it, and http", () => {
      expect(withFrontChannel("https://treasury.example/?code=1")).toStrictEqual([
        `${at}.parameter is in the query of its \`url\` already`,
      ]);
      expect(withFrontChannel("https://treasury.example/", TREASURY_HANDOVER.browser.cookies)).toStrictEqual([
        `${at} takes the place of \`cookies\`; leave one of the two out`,
      ]);
      expect(withFrontChannel("http://treasury.example/")).toContain(`${at}.url must be https`);
    });
  });

  it("refuses one for a desktop", () => {
    expect(
      issuesOf(
        aHandoverInput(
          [["applications", "treasury", "appstreamApplication"], "Desktop"],
          [["fleets", "ireland", "streamView"], "desktop"],
          [["fleets", "frankfurt", "streamView"], "desktop"],
        ),
      ),
    ).toStrictEqual([
      `${path()} is for an application that AppStream starts through the launcher, and not for \`Desktop\``,
    ]);
  });

  it("refuses one on fleets that nothing can be fetched from, overflow too", () => {
    const nobody = "can be fetched by nobody: say who may, by `instances: { roleArn: … }` of each fleet";
    expect(faults(["fleets", "frankfurt", "instances"], undefined)).toStrictEqual([
      `${path()} ${nobody}: \`frankfurt\``,
    ]);
    expect(
      issuesOf(
        aHandoverInput(
          [["applications", "treasury", "overflow"], { fleets: ["spare"] }],
          [
            ["fleets", "spare"],
            { region: "eu-west-3", stack: "finance", fleet: "finance-c", jurisdiction: "EU" },
          ],
        ),
      ),
    ).toStrictEqual([`${path()} ${nobody}: \`spare\``]);
  });

  it("refuses one on a fleet that no streaming URL leads to", () => {
    const federation = {
      link: "https://login.example.com/start?RelayState={relayState}",
      accountId: "111122223333",
    };
    expect(
      issuesOf(
        aHandoverInput(
          [["fleets", "ireland", "launchMethod"], "federation"],
          [["fleets", "ireland", "federation"], federation],
        ),
      ),
    ).toContain(
      `${path()} cannot be fetched on a fleet with \`launchMethod: federation\`, since only a streaming URL carries what it is fetched with: \`ireland\``,
    );
  });

  it("refuses one key for two fleets", () => {
    const instances = { key: "secret:streamgate/fleet-keys/finance-b" };
    expect(faults(["fleets", "ireland", "instances"], instances)).toStrictEqual([
      "fleets.frankfurt.instances.key is the key of `ireland` already; each fleet needs its own",
    ]);
  });
});

describe("isReservedVariable", () => {
  it.each([
    "PATH",
    "LD_PRELOAD",
    "DYLD_X",
    "NODE_OPTIONS",
    "PYTHONPATH",
    "APPSTREAM_SESSION_CONTEXT",
    "NO_PROXY",
  ])("is true of %s", (name) => {
    expect(isReservedVariable(name)).toBe(true);
  });

  it.each(["TREASURY_USER", "PROXY", "MY_PATH", "NODES"])("is false of %s", (name) => {
    expect(isReservedVariable(name)).toBe(false);
  });
});
