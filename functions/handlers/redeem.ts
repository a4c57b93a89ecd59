/**
 * `POST /context/redeem`: the launcher on a streaming instance asks, once, what its application is handed. No cookie and
 * no page has a part in it: who asks is proven by the request's signature alone.
 */
import { type RedeemPorts, redeemContext } from "../context/redeem.ts";
import type { Route } from "../http/define-function.ts";
import { instanceProblem } from "../http/instance-problem.ts";
import { bodyOctets, readJsonBody } from "../http/json-body.ts";
import { json } from "../http/response.ts";

/** A handle and a few names; base64 included. */
const MAX_BODY_LENGTH = 4_096;

export const redeemRoute: Route<RedeemPorts> = async (request, ports) => {
  const { callerArn, headers, correlationId } = request;
  const body = bodyOctets(request.body);
  const redeemed = await redeemContext(ports, {
    input: readJsonBody(request, MAX_BODY_LENGTH),
    evidence: { callerArn, authorization: headers.authorization, body },
    correlationId,
  });
  if (!redeemed.ok) return instanceProblem(request, redeemed.error);
  const { launchId, ...handed } = redeemed.value;
  return json(200, { launchId, correlationId, ...handed });
};
