import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isReservedVariable } from "../../../functions/core/environment-names.ts";
import { isForbiddenVariable } from "../../../image/launcher/forbidden-variables.ts";

const NAMES = [
  ...["OPENSSL_CONF", "OPENSSL_MODULES", "ELECTRON_RUN_AS_NODE", "GLIBC_TUNABLES", "MOZ_PLUGIN_PATH"],
  ...["HOSTALIASES", "CLASSPATH", "PSMODULEPATH", "BASHOPTS", "BASH_ENV", "BASH_FUNC_LS", "ZDOTDIR"],
  ...["WEBVIEW2_BROWSER_EXECUTABLE_FOLDER", "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS", "GST_PLUGIN_PATH"],
  ...["OPENJ9_JAVA_OPTIONS", "IBM_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"],
  ...["VK_LAYER_PATH", "VK_ICD_FILENAMES", "KRB5_CONFIG", "TNS_ADMIN", "LIBPATH", "BUN_OPTIONS"],
];

/** Every name and prefix that the broker's list is written with, so that one more there is looked at here. */
function brokersNames(): readonly string[] {
  const file = new URL("../../../functions/core/environment-names.ts", import.meta.url);
  const words = [...readFileSync(file, "utf8").matchAll(/"([A-Z0-9_]+)"/g)].map(([, word = ""]) => word);
  return words.flatMap((word) => [word, `${word}X`, `${word}_X`, `X${word}`]).filter(isReservedVariable);
}

describe("isForbiddenVariable", () => {
  it.each(NAMES)("forbids %s, in any case", (name) => {
    expect(isForbiddenVariable(name)).toBe(true);
    expect(isForbiddenVariable(name.toLowerCase())).toBe(true);
  });

  it("forbids nothing of these that a policy could hand over", () => {
    expect(NAMES.filter((name) => /^[A-Z]/.test(name) && !isReservedVariable(name))).toEqual([]);
  });

  it("forbids whatever the broker keeps from a handover", () => {
    const names = brokersNames();
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !isForbiddenVariable(name))).toEqual([]);
  });

  it.each([
    ...["TREASURY_USER", "VKONTAKTE", "PUBLIC_NAME", "USER_LANGUAGE", "DISPLAY_NAME"],
    ...["CORPORATE_ID", "LDAP_USER", "GITHUB_USER"],
  ])("permits %s, as the broker does", (name) => {
    expect([isForbiddenVariable(name), isReservedVariable(name)]).toEqual([false, false]);
  });
});
