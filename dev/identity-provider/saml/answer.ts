/**
 * Answering a service provider, with an assertion or with the reason why there is none (SAML Profiles §4.1).
 * Invariant: InResponseTo is there exactly if there was a request; an answer without an assertion is always signed.
 */

import type { DemoPerson } from "../people.ts";
import type { Inquiry, SignIn } from "./browsers.ts";
import { toFormField } from "./minting/form-field.ts";
import type { AttributeSpec, ResponseSpec } from "./minting/response-spec.ts";
import { STATUS } from "./minting/saml-names.ts";
import { encryptedResponse, signedResponse } from "./minting/signed-response.ts";
import { RESPONSE_PAGE_HEADERS, responsePage } from "./pages.ts";
import type { Provider } from "./provider.ts";
import { pageReply, type Reply } from "./reply.ts";
import { contextFor } from "./requested-context.ts";

type FailureCode = "authnFailed" | "noAuthnContext" | "noPassive";

/** The page that takes the assertion to the service provider; or the failure, if the context is out of reach. */
export async function answer(provider: Provider, inquiry: Inquiry, signIn: SignIn): Promise<Reply> {
  const classRef = contextFor(signIn.person, inquiry.request?.requestedContext ?? null);
  if (classRef === null) return answerFailure(provider, inquiry, "noAuthnContext");
  const { authnInstant, sessionIndex, person, informed } = signIn;
  const spec: ResponseSpec = {
    ...commonSpec(provider, inquiry),
    nameId: { value: person.sub },
    authnStatements: [{ authnInstant, sessionIndex, classRef }],
    attributes: attributesOf(person),
  };
  informed.add(inquiry.serviceProvider.entityId);
  const signing = { key: provider.keys.current(), sign: provider.sign };
  const { encryptionCertificate: certificate } = inquiry.serviceProvider;
  const xml = certificate
    ? await encryptedResponse(spec, { ...signing, encryption: { certificate } })
    : signedResponse(spec, signing);
  return carry(inquiry, xml);
}

export function answerFailure(provider: Provider, inquiry: Inquiry, code: FailureCode): Reply {
  const status = { codes: [STATUS.responder, STATUS[code]] };
  const spec = { ...commonSpec(provider, inquiry), status, hasAssertion: false };
  return carry(inquiry, signedResponse(spec, { key: provider.keys.current(), sign: "response" }));
}

function commonSpec({ entityId, now }: Provider, { serviceProvider, request }: Inquiry): ResponseSpec {
  return {
    now: now(),
    issuer: entityId,
    assertionConsumerServiceUrl: serviceProvider.assertionConsumerServiceUrl,
    audience: serviceProvider.entityId,
    inResponseTo: request?.id ?? null,
  };
}

function attributesOf({ email, name, country, groups }: DemoPerson): readonly AttributeSpec[] {
  const attributes = [
    { name: "email", values: [email] },
    { name: "displayName", values: [name] },
    { name: "country", values: [country] },
    { name: "groups", values: groups },
  ];
  // An attribute has at least one value, or is not there (SAML Core §2.7.3.1).
  return attributes.filter(({ values }) => values.length > 0);
}

function carry({ serviceProvider, relayState }: Inquiry, xml: string): Reply {
  const fields = {
    SAMLResponse: toFormField(xml),
    ...(relayState === null ? {} : { RelayState: relayState }),
  };
  const html = responsePage(serviceProvider.assertionConsumerServiceUrl, fields);
  return pageReply(html, { headers: RESPONSE_PAGE_HEADERS });
}
