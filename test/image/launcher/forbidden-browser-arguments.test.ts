import { describe, expect, it } from "vitest";
import { isForbiddenBrowserArgument } from "../../../image/launcher/forbidden-browser-arguments.ts";

describe("isForbiddenBrowserArgument", () => {
  it.each([
    "--remote-debugging-port=9222",
    "--remote-allow-origins=*",
    "--user-data-dir=/tmp",
    "--browser-subprocess-path=/tmp/x",
    "--log-net-log=/tmp/x",
    "--ssl-key-log-file=/tmp/x",
    "--ignore-certificate-errors",
    "--ignore-certificate-errors-spki-list=x",
    "--host-resolver-rules=MAP * evil.example",
    "--host-rules=MAP * evil.example",
    "--proxy-server=evil.example",
    "--proxy-pac-url=https://evil.example",
    "--disable-web-security",
    "--load-extension=/tmp/x",
    "--enable-logging",
    "--log-file=/tmp/x",
    "--utility-cmd-prefix=sh",
    "--renderer-cmd-prefix=sh",
    "--ppapi-plugin-launcher=sh",
    "--gpu-launcher=sh",
    "--gPU-Launcher=sh",
  ])("forbids %s", (argument) => {
    expect(isForbiddenBrowserArgument(argument)).toBe(true);
  });

  it.each(["--headless", "--kiosk", "--lang=es", "--disable-gpu", "--force-device-scale-factor=2"])(
    "permits %s",
    (argument) => {
      expect(isForbiddenBrowserArgument(argument)).toBe(false);
    },
  );
});
