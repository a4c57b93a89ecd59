import { describe, expect, it } from "vitest";
import { refusal } from "../../../functions/core/refusal.ts";
import { err } from "../../../functions/core/result.ts";
import { createKeySource } from "../../../functions/identity/saml/key-source.ts";
import { keyOf } from "./response-builders.ts";

const [current, next] = await Promise.all([keyOf("sp"), keyOf("sp-next")]);
const pemOf = (key: typeof current) => `${key.privateKey}${key.certificate}`;
const START = 1_000_000;
const HOUR = 3_600_000;

/** A store of secrets that counts, and a clock that stands still. */
function stage(references = { signingKeys: ["secret:a", "secret:b"], decryptionKeys: ["secret:b"] }) {
  const store = new Map([
    ["secret:a", pemOf(current)],
    ["secret:b", pemOf(next)],
  ]);
  const clock = { now: START };
  const asked: string[] = [];
  const secret = async (reference: string) => {
    asked.push(reference);
    const text = store.get(reference);
    if (text === undefined) throw new Error(`the secret ${reference} is not in the store`);
    return text;
  };
  return { store, clock, asked, keys: createKeySource(references, secret, () => clock.now) };
}

const certificatesOf = async (keys: ReturnType<typeof stage>["keys"]) => {
  const read = await keys();
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { signing, decryption } = read.value;
  return [signing, decryption].map((pairs) => pairs.map(({ certificate }) => `${certificate}\n`));
};

describe("createKeySource", () => {
  it("reads each reference, in the policy's order", async () => {
    const { keys } = stage();
    expect(await certificatesOf(keys)).toStrictEqual([
      [current.certificate, next.certificate],
      [next.certificate],
    ]);
  });

  it("reads none for decryption where the policy names none", async () => {
    const { keys } = stage({ signingKeys: ["secret:a"], decryptionKeys: [] });
    expect(await certificatesOf(keys)).toStrictEqual([[current.certificate], []]);
  });

  it("asks when first asked, and again after an hour", async () => {
    const { keys, clock, asked, store } = stage({ signingKeys: ["secret:a"], decryptionKeys: [] });
    expect(asked).toHaveLength(0);
    await keys();
    store.set("secret:a", pemOf(next));
    clock.now += HOUR - 1;
    expect(await certificatesOf(keys)).toStrictEqual([[current.certificate], []]);
    expect(asked).toHaveLength(1);
    clock.now += 1;
    expect(await certificatesOf(keys)).toStrictEqual([[next.certificate], []]);
    expect(asked).toHaveLength(2);
  });

  it("keeps what it has while the store is away, however long", async () => {
    const { keys, clock, store } = stage();
    await keys();
    store.clear();
    clock.now += 1_000 * HOUR;
    expect((await keys()).ok).toBe(true);
  });

  it("refuses where a secret is missing, and says which", async () => {
    const { keys, store } = stage();
    store.delete("secret:b");
    expect(await keys()).toStrictEqual(
      err(refusal("saml_key_unavailable", { fault: "the secret secret:b is not in the store" })),
    );
  });

  it("asks again five seconds after a failure, and not before", async () => {
    const { keys, clock, asked, store } = stage({ signingKeys: ["secret:a"], decryptionKeys: [] });
    store.clear();
    await keys();
    store.set("secret:a", pemOf(current));
    clock.now += 4_999;
    expect((await keys()).ok).toBe(false);
    expect(asked).toHaveLength(1);
    clock.now += 1;
    expect((await keys()).ok).toBe(true);
  });

  it.each([
    ["no key", "correct horse battery staple"],
    ["half a key", current.privateKey],
    ["somebody else's certificate", `${current.privateKey}${next.certificate}`],
  ])("says nothing of a secret that holds %s", async (_name, text) => {
    const { keys, store } = stage({ signingKeys: ["secret:a"], decryptionKeys: [] });
    store.set("secret:a", text);
    const refused = JSON.stringify(await keys());
    expect(refused).toContain("saml_key_unavailable");
    expect(refused).not.toMatch(/correct horse|BEGIN|MII/);
  });

  it("says nothing of what was thrown where that is no error", async () => {
    const source = createKeySource(
      { signingKeys: ["secret:a"], decryptionKeys: [] },
      () => Promise.reject("correct horse battery staple"),
      () => START,
    );
    expect(await source()).toStrictEqual(err(refusal("saml_key_unavailable", { fault: "unknown" })));
  });
});
