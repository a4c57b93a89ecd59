import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseProfileVariables, readProfileVariables } from "../../../image/launcher/profile-variables.ts";
import { parseSessionContext } from "../../../image/launcher/session-context.ts";
import { sessionFacts } from "../../../image/launcher/session-facts.ts";

const VARIABLES = {
  AppStream_UserName: "lucia@example.com",
  AppStream_Stack_Name: "sg.treasury",
  AppStream_Resource_Name: "treasury-ireland",
  AppStream_Session_ID: "0f0f-1",
};

describe("sessionFacts", () => {
  it("takes the four from their variables", () => {
    expect(sessionFacts(VARIABLES)).toEqual({
      ok: true,
      value: {
        userName: "lucia@example.com",
        stack: "sg.treasury",
        fleet: "treasury-ireland",
        sessionId: "0f0f-1",
      },
    });
  });

  it("names every variable that is missing or has another form", () => {
    const { AppStream_Session_ID: _, ...rest } = { ...VARIABLES, AppStream_Stack_Name: "a b" };
    expect(sessionFacts(rest)).toEqual({
      ok: false,
      error: ["AppStream_Stack_Name", "AppStream_Session_ID"],
    });
  });
});

describe("parseSessionContext", () => {
  const handle = "A_-9".repeat(11);

  it("finds the home Region", () => {
    expect(parseSessionContext(`v1.us-gov-west-1.${handle}`)).toMatchObject({
      value: { homeRegion: "us-gov-west-1" },
    });
  });

  it.each([undefined, ""])("calls %j missing", (value) => {
    expect(parseSessionContext(value)).toEqual({ ok: false, error: "context_missing" });
  });

  it.each([
    "v2.eu-west-1.",
    "v1.eu-west-1.short",
    `v1.eu-west-1.${handle}\n`,
    ` v1.eu-west-1.${handle}`,
    `v1.EU.${handle}`,
    `v1..${handle}`,
    `v1.eu-west-1.${handle}=`,
    `v1.eu-west-1.${"a".repeat(300)}`,
    `v1.eu-west-1.${handle}"`,
  ])("calls %j malformed", (value) => {
    const text = value.startsWith("v2") ? value + handle : value;
    expect(parseSessionContext(text)).toEqual({ ok: false, error: "context_malformed" });
  });
});

describe("parseProfileVariables", () => {
  it.each([
    ['export AppStream_UserName="u-lucia"', "u-lucia"],
    ["export AppStream_UserName='u-lucia'", "u-lucia"],
    ["  AppStream_UserName=u-lucia  ", "u-lucia"],
    ["export\tAppStream_UserName=u-lucia\r", "u-lucia"],
    ['export AppStream_UserName=""', ""],
  ])("reads %j as it stands", (line, value) => {
    expect(parseProfileVariables(`#!/bin/bash\n${line}\n`)).toEqual([["AppStream_UserName", value]]);
  });

  it.each([
    'export AppStream_UserName="$(id)"',
    'export AppStream_UserName="a`id`"',
    'export AppStream_UserName="a\\"b"',
    "export AppStream_UserName=a;id",
    "export AppStream_UserName=a b",
    `export AppStream_UserName="a"'b'`,
  ])("takes nothing from %j, in which a shell would do something", (line) => {
    expect(parseProfileVariables(line)).toEqual([["AppStream_UserName", undefined]]);
  });

  it.each(["export PATH=/x", "export LD_PRELOAD=/x", "appstream_username=x", "AppStream_UserName = x"])(
    "does not know %j",
    (line) => {
      expect(parseProfileVariables(line)).toEqual([]);
    },
  );
});

describe("readProfileVariables", () => {
  it("reads AppStream's own files of the folder and no other", () => {
    const folder = mkdtempSync(join(tmpdir(), "launcher-profile-"));
    writeFileSync(join(folder, "appstream_system_vars.sh"), "export APPSTREAM_SESSION_CONTEXT=v1\n");
    writeFileSync(join(folder, "appstream_user_vars.sh"), 'export AppStream_UserName="u"\n');
    writeFileSync(join(folder, "zz_own.sh"), 'export AppStream_UserName="somebody-else"\n');
    expect(readProfileVariables(folder)).toEqual({
      APPSTREAM_SESSION_CONTEXT: "v1",
      AppStream_UserName: "u",
    });
    rmSync(folder, { recursive: true });
    expect(readProfileVariables(folder)).toEqual({});
  });
});
