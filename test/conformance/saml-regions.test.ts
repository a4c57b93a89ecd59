/**
 * One assertion, two Regions, each with a store of its own: whatever an identity provider signs, and however it is
 * brought, it signs in once. The adapter is the product's, for it decides which request an assertion answers.
 */
import { describe, expect, it } from "vitest";
import { toFormField } from "../../dev/identity-provider/saml/minting/form-field.ts";
import { createSamlSignIn, type PostedResponse } from "../../functions/sign-in/saml-sign-in.ts";
import { ELSEWHERE, seenFrom } from "../support/memory-stores.ts";
import { aResponse, minted } from "./saml-minting.ts";
import { CORPORATE, openSamlTab, type SamlStage, type SamlTab, samlStage } from "./saml-stage.ts";

const TILES = { applications: ["treasury"], defaultApplication: null };

/** The Region that issues at first, and the other one. */
function stages(): readonly [SamlStage, SamlStage] {
  const stage = samlStage({ policy: { idpInitiated: TILES } });
  const ports = { ...stage.ports, homes: seenFrom(ELSEWHERE, stage.ports.homes) };
  return [stage, { ...stage, ports, signIn: createSamlSignIn(ports) }];
}

const posted = (response: string, tab: SamlTab | undefined): PostedResponse => ({
  identityProvider: CORPORATE,
  response: toFormField(response),
  relayState: tab?.state ?? "treasury",
  sealedTransaction: tab?.sealedTransaction,
  correlationId: "correlation-1",
});

/** How each Region, one after the other, answers the same response, brought with each of these transactions. */
async function outcomes(
  regions: readonly SamlStage[],
  response: string,
  tabs: readonly (SamlTab | undefined)[],
): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { signIn } of regions) {
    for (const tab of tabs) {
      const completed = await signIn.complete(posted(response, tab));
      if (!completed.ok) all.push(completed.error.refusal.reason);
      else all.push("sealedProposal" in completed.value ? "proposed" : "signed in");
    }
  }
  return all;
}

describe("one assertion in two Regions", () => {
  it("that answers one request signs in once, whichever transaction comes with it", async () => {
    const [home, elsewhere] = stages();
    const tabs = [await openSamlTab(home), await openSamlTab(elsewhere)];
    const response = await minted()(aResponse(new Date(), tabs[0]?.requestId));
    expect(await outcomes([elsewhere, home], response, [tabs[1], tabs[0], undefined])).toEqual([
      ...["saml_in_response_to", "signed in", "saml_in_response_to"],
      ...["saml_in_response_to", "saml_assertion_replayed", "saml_in_response_to"],
    ]);
  });

  it("that answers a request of each Region signs nobody in", async () => {
    const [home, elsewhere] = stages();
    const tabs = [await openSamlTab(home), await openSamlTab(elsewhere)];
    const confirmations = tabs.map(({ requestId }) => ({ inResponseTo: requestId }));
    const both = minted({ subjectConfirmations: confirmations, responseInResponseTo: null });
    const response = await both(aResponse(new Date(), tabs[0]?.requestId));
    expect(new Set(await outcomes([home, elsewhere], response, [...tabs, undefined]))).toEqual(
      new Set(["saml_in_response_to"]),
    );
  });

  it("that answers a request, and none as well, neither signs in nor proposes", async () => {
    const [home, elsewhere] = stages();
    const tab = await openSamlTab(home);
    const confirmations = [{ inResponseTo: tab.requestId }, { inResponseTo: null }];
    const either = minted({ subjectConfirmations: confirmations, responseInResponseTo: null });
    const response = await either(aResponse(new Date(), tab.requestId));
    expect(new Set(await outcomes([home, elsewhere], response, [undefined, tab]))).toEqual(
      new Set(["saml_in_response_to"]),
    );
  });

  it("that answers none proposes once", async () => {
    const [home, elsewhere] = stages();
    const tab = await openSamlTab(elsewhere);
    const response = await minted({ inResponseTo: null })(aResponse(new Date(), undefined));
    expect(await outcomes([home, elsewhere], response, [tab, undefined])).toEqual([
      ...["saml_in_response_to", "proposed"],
      ...["saml_in_response_to", "saml_assertion_replayed"],
    ]);
  });
});
