/**
 * What the person wanted before sign-in got in the way: an application and its options, never a URL.
 * Invariant: the way back is built from these parts on our own origin, so there is no redirect to open.
 */

export type Client = "web" | "native";

export interface LaunchIntent {
  readonly application: string;
  /** Unchecked until the launch: the policy's pattern decides there, after sign-in. */
  readonly context: string | undefined;
  readonly client: Client;
  /** They said yes to a fleet that the policy asks about; not there: they did not. */
  readonly hasConsented?: boolean | undefined;
}

const APPLICATION_ID = /^[a-z][a-z0-9-]{0,62}$/;
/** Percent-encoded; keeps links and the sealed cookie small. */
const MAX_ENCODED_CONTEXT_LENGTH = 1024;

/** Whether the text could be an application's id at all; nothing is said about whether it exists. */
export function isApplicationId(text: string): boolean {
  return APPLICATION_ID.test(text);
}

export function isCarriableContext(text: string): boolean {
  return text.isWellFormed() && encodeURIComponent(text).length <= MAX_ENCODED_CONTEXT_LENGTH;
}

/** Page of a request for approval. */
export function approvalPath(id: string): string {
  return `/approvals/${id}`;
}

/** Path and query of the launch link, the same before and after sign-in. */
export function launchPath(intent: LaunchIntent): string {
  return withQuery(`/launch/${intent.application}`, intent);
}

/** Where the waiting page of that launch asks how things stand. */
export function waitPath(intent: LaunchIntent): string {
  return withQuery(`/wait/${intent.application}`, intent);
}

function withQuery(path: string, intent: LaunchIntent): string {
  const query = intentQuery(intent);
  return query === "" ? path : `${path}?${query}`;
}

/** SAML sign-in is a function of its own, so that no other ever loads its libraries. */
const LOGIN_SUFFIX = { oidc: "", saml: "/saml" } as const;

export interface SignInTarget {
  /** Policy id of the identity provider. */
  readonly id: string;
  readonly protocol: keyof typeof LOGIN_SUFFIX;
}

/**
 * Path and query that start a sign-in which ends in this launch; without an intent it ends on the start page.
 * `reauthenticate` asks the provider for a fresh sign-in, as a step-up needs.
 */
export function loginPath(
  { id, protocol }: SignInTarget,
  intent: LaunchIntent | undefined,
  reauthenticate = false,
): string {
  const parts = [
    ...(intent === undefined ? [] : [`application=${intent.application}`, intentQuery(intent)]),
    reauthenticate ? "again=1" : "",
  ].filter((part) => part !== "");
  return `/login/${id}${LOGIN_SUFFIX[protocol]}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}

/** Names and values of the same, as fields of a form. */
export function intentFields({
  application,
  context,
  client,
  hasConsented,
}: LaunchIntent): readonly [string, string][] {
  return [
    ["application", application],
    ...(context === undefined ? [] : [["context", context] as [string, string]]),
    ...(client === "native" ? [["client", client] as [string, string]] : []),
    ...(hasConsented === true ? [["overflow", "yes"] as [string, string]] : []),
  ];
}

function intentQuery({ context, client, hasConsented }: LaunchIntent): string {
  return [
    context === undefined ? "" : `context=${encodeURIComponent(context)}`,
    client === "native" ? "client=native" : "",
    hasConsented === true ? "overflow=yes" : "",
  ]
    .filter((part) => part !== "")
    .join("&");
}
