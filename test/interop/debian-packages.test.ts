import { describe, expect, it } from "vitest";
import { requireDebian } from "./debian-packages.ts";

describe("requireDebian", () => {
  it("names each missing package and the command that installs them", () => {
    expect(() => requireDebian(["dpkg", "no-such-package", "nor-this"])).toThrow(
      /no-such-package, nor-this\.(.|\n)*apt-get install -y --no-install-recommends no-such-package nor-this$/,
    );
  });

  it("is content with what is installed", () => {
    expect(() => requireDebian(["dpkg"])).not.toThrow();
  });
});
