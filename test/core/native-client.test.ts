import { describe, expect, it } from "vitest";
import { nativeClientUrl } from "../../functions/core/native-client.ts";

describe("nativeClientUrl", () => {
  it("hands the streaming URL over in base64 behind the client's own scheme", () => {
    expect(nativeClientUrl("https://appstream2.eu-west-1.aws.amazon.com/authenticate?p=1")).toBe(
      "amazonappstream:aHR0cHM6Ly9hcHBzdHJlYW0yLmV1LXdlc3QtMS5hd3MuYW1hem9uLmNvbS9hdXRoZW50aWNhdGU/cD0x",
    );
  });

  it("loses nothing of the URL", () => {
    const streamingUrl = "https://appstream2.eu-west-1.aws.amazon.com/authenticate?p=a%2Fb+c~&x=%C3%B1#f";
    const encoded = nativeClientUrl(streamingUrl).slice("amazonappstream:".length);
    expect(atob(encoded)).toBe(streamingUrl);
  });
});
