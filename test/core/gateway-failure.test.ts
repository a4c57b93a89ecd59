import { describe, expect, it } from "vitest";
import { SETUP_ADVICE } from "../../functions/core/gateway-failure.ts";

describe("SETUP_ADVICE", () => {
  it.each([
    ["stack_or_fleet_not_found", /stack or fleet .* does not exist in this Region/],
    ["operation_not_permitted", /domain-joined fleet needs SAML/],
    ["invalid_parameter_combination", /application name is not in the fleet's image/],
    ["invalid_parameter", /refused a parameter that passed our own checks/],
    ["access_denied", /appstream:CreateStreamingURL .* both ARNs/],
    ["credentials_rejected", /credentials are missing, expired or of another account/],
    ["protocol_rejected", /AWS_ENDPOINT_URL_APPSTREAM/],
    ["unknown_failure", /does not know/],
  ] as const)("says where to look after %s", (fault, advice) => {
    expect(SETUP_ADVICE[fault]).toMatch(advice);
  });

  it("advises something different for every fault", () => {
    const advice = Object.values(SETUP_ADVICE);
    expect(advice).toHaveLength(8);
    expect(new Set(advice).size).toBe(8);
  });
});
