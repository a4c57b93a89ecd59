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
  "GET /embed/{application}":
    "A page that is the same for everybody and opens nothing; only the policy's portals may frame it, and outside of a frame it leads to the launch.",
  "POST /embed/{application}":
    "The function opens the sealed session cookie, takes the question from its own page only, and refuses what no portal embeds.",
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
  "POST /logout/{idp}/backchannel":
    "The function verifies the OpenID provider's signature on the logout token, which can end sessions and begin none.",
  "GET /": "The page of whoever has no session is the list of identity providers.",
  "POST /favourites/{application}":
    "The function opens the sealed session cookie, takes the form from its own pages only, and writes nothing but the sender's own list.",
  "GET /ended":
    "A page that is the same for whoever has no session; the function opens the sealed cookie for any other.",
  "POST /logout": "The function takes it from its own pages only; it ends no session but the sender's.",
  "GET /launch-button.js": "A script that is the same for everybody.",
  "GET /launch-button/{application}":
    "The function answers pages of the origins that the policy lists, from the sealed session cookie, and tells every other the same nothing.",
  "GET /link-studio":
    "The function opens the sealed session cookie, and refuses whoever builds no portal's links; it writes nothing.",
  "GET /sessions": "The function opens the sealed session cookie, and sends whoever has none to sign in.",
  "POST /sessions":
    "The function opens the sealed session cookie, takes the form from its own pages only, and ends no session but the sender's.",
  "GET /help-desk":
    "The function opens the sealed session cookie, sends whoever has none to sign in, and answers the policy's help desk alone.",
  "POST /help-desk/sessions":
    "The function opens the sealed session cookie, takes the form from its own pages only, and answers the policy's help desk alone.",
  "POST /help-desk/end":
    "The function opens the sealed session cookie, takes the form from its own pages only, and ends a session for the policy's help desk alone.",
  "POST /help-desk/launch":
    "The function opens the sealed session cookie, takes the form from its own pages only, and answers the policy's help desk alone.",
  "POST /api/v1/explain":
    "The function opens the sealed session cookie, takes questions from its own origin only, and answers the policy's help desk alone; it writes nothing but audit events.",
  "GET /approvals":
    "The function opens the sealed session cookie, and lists what its owner asked for or may answer; whoever has none is sent to sign in.",
  "POST /approvals":
    "The function opens the sealed session cookie, takes the form from its own pages only, and asks in the sender's name alone.",
  "GET /approvals/{request}":
    "The function opens the sealed session cookie, and shows a request to whoever made it and to the policy's approvers alone.",
  "POST /approvals/{request}":
    "The function opens the sealed session cookie, takes the form from its own pages only, and an answer of the policy's approvers alone, never of whoever asked.",
  "POST /api/v1/streaming-urls":
    "The function verifies the access token's signature, audience, client and person, and launches for that person alone.",
  "GET /api/v1/applications":
    "The function verifies the access token, and lists what its person may launch and its client ask for.",
  "GET /api/v1/sessions": "The function verifies the access token, and lists its own person's sessions.",
  "DELETE /api/v1/sessions/{id}":
    "The function verifies the access token, and ends no session but its own person's.",
  "GET /openapi.json": "The description of the API, the same for everybody.",
  "POST /context/redeem":
    "The function takes the signature of a fleet's key and a handle that counts once; whom IAM vouches for asks at an address of its own, where IAM is asked.",
  "GET /.well-known/jwks.json": "Public keys are everybody's.",
  "GET /healthz":
    "Route 53 asks it and has no identity; the answer is whether the Region works, and nothing of anybody.",
};
