/**
 * What can be wrong with the form itself: posted to the route of the assertion consumer service, on top of the same
 * use case. The response in it is right.
 */
import { toFormField } from "../../dev/identity-provider/saml/minting/form-field.ts";
import type { RefusalReason } from "../../functions/core/refusal.ts";
import { samlAcsRoute } from "../../functions/handlers/saml-acs.ts";
import { transactionCookie } from "../../functions/http/cookies.ts";
import { anEvent, answer } from "../support/http-builders.ts";
import { aResponse, minted } from "./saml-minting.ts";
import { CORPORATE, openSamlTab, samlStage } from "./saml-stage.ts";

/** A browser's post; a row changes it. */
interface Post {
  fields: [name: string, value: string][];
  cookies: string[];
  contentType: string;
  isBase64: boolean;
}

interface FormControlRow {
  readonly name: string;
  readonly clause: string;
  readonly post?: (post: Post) => void;
}

export interface FormRow extends FormControlRow {
  readonly reason: RefusalReason;
}

export async function postForm({ post }: FormControlRow) {
  const stage = samlStage();
  const { signIn, audit, ports } = stage;
  const tab = await openSamlTab(stage);
  const xml = await minted()(aResponse(new Date(), tab.requestId));
  const form: Post = {
    fields: [
      ["SAMLResponse", toFormField(xml)],
      ["RelayState", tab.state],
    ],
    cookies: [`${transactionCookie(tab.state)}=${tab.sealedTransaction}`],
    contentType: "application/x-www-form-urlencoded",
    isBase64: false,
  };
  post?.(form);
  const text = new URLSearchParams(form.fields).toString();
  const event = {
    ...anEvent({
      routeKey: "POST /login/{idp}/acs",
      path: `/login/${CORPORATE}/acs`,
      pathParameters: { idp: CORPORATE },
      headers: { "content-type": form.contentType },
      cookies: form.cookies,
    }),
    body: form.isBase64 ? Buffer.from(text).toString("base64") : text,
    isBase64Encoded: form.isBase64,
  };
  const providers = new Map([[CORPORATE, { name: { en: "Corporate" }, protocol: "saml" }]] as const);
  const route = { signIn, protocol: "saml", audit, now: ports.now, support: null, providers } as const;
  return { response: await answer(samlAcsRoute, route, event), events: audit.events };
}

const FORM = "SAML Bindings §3.5.4";
const RELAY_STATE = "SAML Bindings §3.5.3";

const fieldAgain = (name: string, value?: string) => (post: Post) => {
  const found = post.fields.find(([each]) => each === name)?.[1] ?? "";
  post.fields.push([name, value ?? found]);
};

const without = (name: string) => (post: Post) => {
  post.fields = post.fields.filter(([each]) => each !== name);
};

const contentType = (type: string) => (post: Post) => {
  post.contentType = type;
};

export const SAML_FORM_CONTROL_ROWS: readonly FormControlRow[] = [
  { name: "the form is as browsers send it", clause: FORM },
  {
    name: "the gateway hands the form on in base64",
    clause: FORM,
    post: (post) => {
      post.isBase64 = true;
    },
  },
  {
    name: "the form names its character set and has a field of its own",
    clause: FORM,
    post: (post) => {
      post.contentType = "application/x-www-form-urlencoded; charset=UTF-8";
      post.fields.push(["submit", "Continue"]);
    },
  },
];

export const SAML_FORM_ROWS: readonly FormRow[] = [
  ...Object.entries({
    "SAMLResponse stands twice": fieldAgain("SAMLResponse"),
    "a second SAMLResponse is another": fieldAgain("SAMLResponse", "PHg+"),
    "RelayState stands twice": fieldAgain("RelayState"),
    "SAMLResponse is missing": without("SAMLResponse"),
    "the form is multipart": contentType("multipart/form-data; boundary=x"),
    "the form is JSON": contentType("application/json"),
    "the form is plain text": contentType("text/plain"),
    "the form is longer than 1.2 million characters": fieldAgain("x", "x".repeat(1_200_000)),
  }).map(([name, post]): FormRow => ({ name, clause: FORM, reason: "saml_form_invalid", post })),
  {
    name: "RelayState is 81 bytes long",
    clause: RELAY_STATE,
    reason: "saml_form_invalid",
    post: (post) => {
      post.fields = post.fields.map(([name, value]) => [
        name,
        name === "RelayState" ? "é".repeat(41) : value,
      ]);
    },
  },
  {
    name: "RelayState is missing",
    clause: RELAY_STATE,
    reason: "saml_unsolicited",
    post: without("RelayState"),
  },
  {
    name: "the browser holds no cookie of the transaction",
    clause: "CWE-352",
    reason: "login_transaction_missing",
    post: (post) => {
      post.cookies = [];
    },
  },
  {
    name: "the browser sends the transaction's cookie twice",
    clause: "CWE-352",
    reason: "login_transaction_missing",
    post: (post) => {
      post.cookies = [...post.cookies, ...post.cookies];
    },
  },
];
