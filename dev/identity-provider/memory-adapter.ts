/**
 * What the OpenID provider remembers: sessions, interactions, grants, codes. In memory, gone with the process.
 * It outlives the provider's key rolls, so that a person stays signed in and a code stays redeemable across one.
 */

import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

interface Entry {
  payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** One memory for all of a provider's models. */
export function memoryAdapter(): AdapterFactory {
  const models = new Map<string, Map<string, Entry>>();
  return (model) => {
    const entries = models.get(model) ?? new Map<string, Entry>();
    models.set(model, entries);
    return adapterFor(entries, models);
  };
}

function adapterFor(entries: Map<string, Entry>, models: ReadonlyMap<string, Map<string, Entry>>): Adapter {
  const live = (entry: Entry | undefined) =>
    entry && entry.expiresAtMs > Date.now() ? entry.payload : undefined;
  const findBy = (member: "uid" | "userCode", value: string) =>
    live(entries.values().find((entry) => entry.payload[member] === value));
  return {
    async upsert(id, payload, expiresIn) {
      entries.set(id, { payload, expiresAtMs: Date.now() + (expiresIn ?? Number.POSITIVE_INFINITY) * 1000 });
    },
    async find(id) {
      return live(entries.get(id));
    },
    async findByUid(uid) {
      return findBy("uid", uid);
    },
    async findByUserCode(userCode) {
      return findBy("userCode", userCode);
    },
    async consume(id) {
      const entry = entries.get(id);
      if (entry) entry.payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1000) };
    },
    async destroy(id) {
      entries.delete(id);
    },
    async revokeByGrantId(grantId) {
      for (const model of models.values()) {
        for (const [id, entry] of model) if (entry.payload.grantId === grantId) model.delete(id);
      }
    },
  };
}
