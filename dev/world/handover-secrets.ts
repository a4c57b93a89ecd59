/**
 * Keys of tokens and of fleets, as the local world has them: made at every start, where the policy refers to them by
 * `env:`. What somebody sets under the name counts instead.
 */
import { exportPKCS8, generateKeyPair } from "jose";
import type { Policy } from "../../functions/core/policy.ts";
import { environmentName } from "./environment-name.ts";

/** By the names of their variables. */
export async function handoverSecrets({ fleets, tokens }: Policy): Promise<Readonly<Record<string, string>>> {
  const ofTokens = (tokens?.keys ?? [])
    .filter(isVariable)
    .map(async (key) => [key, await tokenKey()] as const);
  const ofFleets = Object.values(fleets)
    .flatMap(({ instances }) => instances?.key ?? [])
    .filter(isVariable)
    .map((key) => [key, fleetKey()] as const);
  const made = [...(await Promise.all(ofTokens)), ...ofFleets];
  return Object.fromEntries(made.map(([reference, secret]) => [environmentName(reference), secret]));
}

function isVariable(reference: string): boolean {
  return reference.startsWith("env:");
}

async function tokenKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return await exportPKCS8(privateKey);
}

function fleetKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
