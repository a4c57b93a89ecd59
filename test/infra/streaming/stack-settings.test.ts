import { describe, expect, it } from "vitest";
import { SENSITIVITY_TIERS } from "../../../infra/streaming/data-sensitivity.ts";
import { type StackSettings, stackProperties } from "../../../infra/streaming/stack-settings.ts";

function propertiesOf(overrides: Partial<StackSettings> = {}) {
  return stackProperties({
    name: "finance",
    tier: SENSITIVITY_TIERS.restricted,
    viewer: "stream.example.com",
    embedDomains: [],
    streamingEndpointId: null,
    ...overrides,
  });
}

describe("stackProperties", () => {
  it("lead people to the broker's page when a session is over, and ask nobody for feedback", () => {
    expect(propertiesOf()).toMatchObject({
      name: "finance",
      redirectUrl: "https://stream.example.com/ended",
    });
    expect(propertiesOf()).not.toHaveProperty("feedbackUrl");
  });

  it("say of every action whether it is enabled, and how long a text may be", () => {
    expect(propertiesOf().userSettings).toEqual([
      { action: "CLIPBOARD_COPY_FROM_LOCAL_DEVICE", permission: "ENABLED", maximumLength: 4096 },
      { action: "CLIPBOARD_COPY_TO_LOCAL_DEVICE", permission: "DISABLED" },
      { action: "FILE_UPLOAD", permission: "ENABLED" },
      { action: "FILE_DOWNLOAD", permission: "DISABLED" },
      { action: "PRINTING_TO_LOCAL_DEVICE", permission: "DISABLED" },
      { action: "AUTO_TIME_ZONE_REDIRECTION", permission: "ENABLED" },
    ]);
  });

  it("give home folders and kept settings to a tier that has them", () => {
    expect(propertiesOf()).toMatchObject({
      storageConnectors: [{ connectorType: "HOMEFOLDERS" }],
      applicationSettings: { enabled: true, settingsGroup: "finance" },
    });
  });

  it("keep settings in one group for both colours", () => {
    expect(propertiesOf({ name: "finance-green" }).applicationSettings).toEqual(
      propertiesOf({ name: "finance-blue" }).applicationSettings,
    );
  });

  it("delete by name what a sealed stack may have had before", () => {
    const sealed = propertiesOf({ tier: SENSITIVITY_TIERS.sealed });
    expect(sealed).toMatchObject({
      applicationSettings: { enabled: false },
      attributesToDelete: ["STORAGE_CONNECTORS", "EMBED_HOST_DOMAINS", "ACCESS_ENDPOINTS"],
    });
    expect(sealed).not.toHaveProperty("storageConnectors");
  });

  it("name the hosts of origins that may embed the stream", () => {
    const embedded = propertiesOf({
      embedDomains: ["https://portal.example.com", "https://apps.example.com"],
    });
    expect(embedded.embedHostDomains).toEqual(["portal.example.com", "apps.example.com"]);
  });

  it("make people stream through an endpoint where there is one, and delete nothing then", () => {
    const through = propertiesOf({
      streamingEndpointId: "vpce-1",
      embedDomains: ["https://portal.example.com"],
    });
    expect(through.accessEndpoints).toEqual([{ endpointType: "STREAMING", vpceId: "vpce-1" }]);
    expect(through).not.toHaveProperty("attributesToDelete");
  });
});
