import { describe, expect, it } from "vitest";
import { secretName } from "../../functions/core/secret-name.ts";

describe("secretName", () => {
  it.each([
    "secret:streamgate/fleet-key",
    "secret:arn:aws:secretsmanager:eu-west-1:111122223333:secret:streamgate/fleet-key",
    "secret:arn:aws:secretsmanager:eu-west-1:111122223333:secret:streamgate/fleet-key-a1B2c3",
    "ssm:/aws/reference/secretsmanager/streamgate/fleet-key",
  ])("is the same for %s", (reference) => {
    expect(secretName(reference)).toBe("secret:streamgate/fleet-key");
  });

  it.each(["env:FLEET_KEY", "ssm:/streamgate/fleet-key", "kms:alias/streamgate"])(
    "leaves %s as it is",
    (reference) => {
      expect(secretName(reference)).toBe(reference);
    },
  );
});
