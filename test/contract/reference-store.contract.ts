/** What every ReferenceStore with its archive must do. Run on the one in memory, on dynalite and on DynamoDB Local. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { LaunchReference } from "../../functions/core/launch-reference.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { ReferenceArchive, ReferenceStore } from "../../functions/reference-ports.ts";

const NOW = 1_795_165_200;

const aReference = (change: Partial<LaunchReference> = {}): LaunchReference => ({
  ...{ correlationId: randomUUID(), launchId: null, identityProvider: "corporate", subject: "ana-7" },
  ...{
    userId: "u-ana",
    application: "treasury",
    policyVersion: "v1",
    state: "failed",
    reason: "mfa_required",
  },
  ...{ basis: null, createdAt: NOW, expiresAt: NOW + 60 },
  ...change,
});

export function describeReferenceStore(
  make: () => { readonly store: ReferenceStore; readonly archive: ReferenceArchive },
): void {
  it("finds nothing that was never written", async () => {
    expect(await make().archive.find(randomUUID(), NOW)).toStrictEqual(err({ kind: "not_found" }));
  });

  it("finds what was written, by its code alone", async () => {
    const { store, archive } = make();
    const reference = aReference({ launchId: "launch-1", application: null });
    expect(await store.write(reference)).toStrictEqual(ok(undefined));
    expect(await archive.find(reference.correlationId, NOW)).toStrictEqual(ok(reference));
    expect(await archive.find(reference.correlationId.slice(1), NOW)).toMatchObject({ ok: false });
  });

  it("keeps what was written first", async () => {
    const { store, archive } = make();
    const reference = aReference();
    await store.write(reference);
    expect(await store.write({ ...reference, subject: "eve" })).toStrictEqual(err("conflict"));
    expect(await archive.find(reference.correlationId, NOW)).toStrictEqual(ok(reference));
  });

  it("forgets it once it is over, whenever the table does", async () => {
    const { store, archive } = make();
    const reference = aReference();
    await store.write(reference);
    expect(await archive.find(reference.correlationId, NOW + 59)).toMatchObject({ ok: true });
    expect(await archive.find(reference.correlationId, NOW + 60)).toStrictEqual(err({ kind: "not_found" }));
  });
}
