import { afterEach, describe, expect, it, vi } from "vitest";
import { defaultProvider } from "../../../dev/build/environment-credentials.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("defaultProvider", () => {
  it("takes credentials from the environment, as Lambda gives them", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");
    vi.stubEnv("AWS_SESSION_TOKEN", "token");
    expect(await defaultProvider()()).toMatchObject({
      accessKeyId: "AKIAEXAMPLE",
      secretAccessKey: "example",
      sessionToken: "token",
    });
  });

  it("looks nowhere else", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    await expect(defaultProvider()()).rejects.toThrow(/environment/i);
  });
});
