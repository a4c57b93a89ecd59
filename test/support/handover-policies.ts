/** The small policy with a handover for `treasury`, as its author would write it; tests change one thing of it. */
import { type Json, withValues } from "./policies.ts";

type Path = readonly (string | number)[];
type Change = readonly [path: Path, value: Json | undefined];

const ROLE = "arn:aws:iam::111122223333:role";

export const TREASURY_TOKEN = { audience: "https://treasury.example", groups: ["treasury"], seconds: 300 };

export const TREASURY_HANDOVER = {
  arguments: ["--profile=treasury", "--open={context}"],
  environment: { TREASURY_USER: "{userId}" },
  browser: {
    url: "https://treasury.example/open/{context}",
    cookies: [{ name: "session", domain: "treasury.example", token: TREASURY_TOKEN }],
  },
};

export function atHandover(...path: Path): Path {
  return ["applications", "treasury", "handover", ...path];
}

export function aHandoverInput(...changes: readonly Change[]): Json {
  return withValues(
    [["applications", "treasury", "context"], { pattern: "[a-z0-9\\/]{1,64}" }],
    [atHandover(), TREASURY_HANDOVER],
    [["fleets", "ireland", "instances"], { roleArn: `${ROLE}/finance-a` }],
    [["fleets", "frankfurt", "instances"], { key: "secret:streamgate/fleet-keys/finance-b" }],
    [["tokens"], { keys: ["secret:streamgate/token-keys"] }],
    ...changes,
  );
}
