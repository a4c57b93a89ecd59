/**
 * Which face of the emulator a request is for: the API and the pages live under `/{region}/`, the switches under
 * `/_control/`. A path nobody serves gets a 404 that says why.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerApiCall } from "./answer-api-call.ts";
import { authenticate } from "./browser/authenticate.ts";
import { serveEmbeddingScript } from "./browser/embedding-script.ts";
import { disconnectSession, endSession } from "./browser/leave-session.ts";
import { showInstance, showPicture } from "./browser/show-instance.ts";
import { control } from "./control/control.ts";
import type { Emulation } from "./emulation.ts";

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/;

const NO_CBOR =
  "This emulator speaks AWS JSON 1.1 (POST /{region}/ with X-Amz-Target), not Smithy RPC v2 CBOR. " +
  "Give the client the protocol AwsJson1_1Protocol.";

export async function routeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  emulation: Emulation,
): Promise<void> {
  const url = URL.parse(request.url ?? "", emulation.world.origin);
  const [first = "", ...rest] = (url?.pathname ?? "").slice(1).split("/");
  if (url !== null && first === "_control") return control(request, response, rest, emulation);
  if (first === "appstream_embed.js" && request.method === "GET") return serveEmbeddingScript(response);
  if (url === null || !REGION.test(first))
    return refuse(response, 404, "The path must begin with /{region}/.");
  if (rest[0] === "service") return refuse(response, 404, NO_CBOR);

  switch (`${request.method} ${rest.join("/")}`) {
    case "POST ":
      return answerApiCall(request, response, first, emulation);
    case "GET authenticate":
      return authenticate(request, response, first, url.searchParams, emulation.world);
    case "GET instance":
      return showInstance(request, response, first, url.searchParams, emulation.world);
    case "GET picture":
      return showPicture(request, response, first, url.searchParams, emulation.world);
    case "POST end":
      return endSession(request, response, first, emulation.world);
    case "POST disconnect":
      return disconnectSession(request, response, first, emulation.world);
    default:
      return refuse(response, 404, `${request.method} is not served at this path.`);
  }
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${reason}\n`);
}
