import { X509Certificate } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO_PEOPLE } from "../../../../dev/identity-provider/people.ts";
import { certificateBody } from "../../../../dev/identity-provider/saml/minting/saml-key.ts";
import {
  type SamlIdentityProvider,
  startSamlIdentityProvider,
} from "../../../../dev/identity-provider/saml/server.ts";
import { Browser, type Page } from "../browser.ts";
import {
  certificatesIn,
  makeServiceProvider,
  profileIn,
  SP_ENTITY_ID,
  type TestServiceProvider,
} from "./service-provider.ts";

let provider: SamlIdentityProvider;
let party: TestServiceProvider;
let browser: Browser;

beforeAll(async () => {
  party = await makeServiceProvider();
});
beforeEach(async () => {
  const serviceProviders = [party.registration];
  provider = await startSamlIdentityProvider({ port: 0, people: DEMO_PEOPLE, serviceProviders });
  browser = new Browser();
  const { url } = await browser.openPage(provider.origin);
  await browser.openPage(url, { username: "lucia", password: "lucia-demo" });
  return () => provider.stop();
});

const click = (): Promise<Page> => browser.openPage(provider.tileUrl(SP_ENTITY_ID));
const published = (): string[] => certificatesIn(provider.metadataXml());
const signing = (): string => certificateBody(provider.key().certificate);

describe("rollKeys", () => {
  it("signs with a key that nobody has seen, unless there was notice; sign-ins outlive it", async () => {
    const before = party.saml(provider);
    const oldKey = signing();
    await provider.rollKeys();
    expect(published()).toStrictEqual([signing()]);
    expect(signing()).not.toBe(oldKey);
    await expect(profileIn(await click(), before)).rejects.toThrow("Invalid");
    expect(await profileIn(await click(), party.saml(provider))).toHaveProperty("country", "ES");
  });

  it("publishes the next key first, which then takes over without anybody noticing", async () => {
    const oldKey = signing();
    await provider.rollKeys({ publishBoth: true });
    expect(signing()).toBe(oldKey);
    const [current, next] = published();
    expect(current).toBe(oldKey);
    const prepared = party.saml(provider);
    expect(await profileIn(await click(), prepared)).toHaveProperty("country", "ES");
    await provider.rollKeys();
    expect(published()).toStrictEqual([next]);
    expect(signing()).toBe(next);
    expect(await profileIn(await click(), prepared)).toHaveProperty("country", "ES");
  });

  it("keeps the next key when notice is given twice", async () => {
    await provider.rollKeys({ publishBoth: true });
    const both = published();
    await provider.rollKeys({ publishBoth: true });
    expect(published()).toStrictEqual(both);
  });
});

describe("key", () => {
  it("is the whole key pair that signs, for tests to mint with", () => {
    const { privateKey, certificate } = provider.key();
    expect(privateKey).toContain("BEGIN PRIVATE KEY");
    expect(new X509Certificate(certificate).subject).toBe("CN=Northwind Bank sign-in");
  });
});
