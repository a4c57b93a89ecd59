/**
 * Why API Gateway asks nobody who they are, route by route: the routes are how people come to have a session, so each
 * function decides for itself. A new route has no sentence here, and synth then fails.
 */
export const PUBLIC_ROUTES: Readonly<Record<string, string>> = {
  "GET /launch/{application}":
    "The function opens the sealed session cookie, and sends whoever has none to sign in.",
  "POST /launch/{application}":
    "The function opens the sealed session cookie, takes the form from its own pages only, and ends no session but the sender's.",
  "GET /wait/{application}":
    "The function opens the sealed session cookie and the ticket of its owner, and refuses whoever has none.",
  "GET /login/{idp}": "A sign-in begins here, so that nobody is signed in yet; it writes nothing.",
  "GET /login/{idp}/callback":
    "Here people are authenticated: the function verifies the OpenID provider's answer against the sealed transaction of the same browser.",
  "GET /login/{idp}/saml": "A sign-in begins here, so that nobody is signed in yet; it writes nothing.",
  "POST /login/{idp}/acs":
    "Here people are authenticated: the function verifies the identity provider's signature and uses the assertion up.",
  "GET /login/{idp}/continue":
    "The function opens the sealed proposal of a verified assertion, and only asks.",
  "POST /login/{idp}/continue":
    "The function opens the sealed proposal of a verified assertion, takes the yes from its own page only, and once.",
  "GET /login/{idp}/metadata": "Service provider metadata is public, as SAML has it.",
  "GET /logout/{idp}/saml": "The function verifies the identity provider's signature on the request.",
  "GET /": "The page of whoever has no session is the list of identity providers.",
  "GET /ended": "A page that is the same for everybody.",
  "POST /logout": "The function takes it from its own pages only; it ends no session but the sender's.",
  "POST /api/v1/explain":
    "The function opens the sealed session cookie, takes questions from its own origin only, and answers the policy's help desk alone; it writes nothing but audit events.",
  "POST /context/redeem":
    "The function takes the signature of a fleet's key and a handle that counts once; whom IAM vouches for asks at an address of its own, where IAM is asked.",
  "GET /.well-known/jwks.json": "Public keys are everybody's.",
  "GET /healthz":
    "Route 53 asks it and has no identity; the answer is whether the Region works, and nothing of anybody.",
};
