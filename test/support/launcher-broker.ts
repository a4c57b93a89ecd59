/** A broker on loopback that answers redemptions as told and keeps what it was sent, signatures checked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { parseAuthorization, requireScope } from "../../dev/appstream-emulator/protocol/authorization.ts";
import { requireSignature } from "../../dev/appstream-emulator/protocol/signature-v4.ts";
import type { RedeemedLaunch } from "../../image/launcher/answer.ts";

export const ROLE_CREDENTIALS = { accessKeyId: "AKIAFLEETROLE", secretAccessKey: "fleet-role-secret" };
export const HANDLE = "h".repeat(43);
export const CONTEXT = `v1.eu-west-1.${HANDLE}`;

interface Redeemed {
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
  readonly members: Readonly<Record<string, string>>;
}

export type Answering = (response: ServerResponse, redeemed: Redeemed, tries: number) => void;

export interface LauncherBroker {
  readonly url: string;
  readonly redeemed: readonly Redeemed[];
  /** What went wrong in here, such as a signature that does not hold. */
  readonly complaints: readonly unknown[];
  answerWith(answering: Answering): void;
  stop(): Promise<void>;
}

export function aLaunch(changes: Partial<RedeemedLaunch> = {}): RedeemedLaunch {
  return {
    launchId: "launch-1",
    correlationId: "BR0K-ER00-0000-0001",
    application: "treasury",
    arguments: ["--profile=treasury", "--open=FXD-204417"],
    environment: { TREASURY_USER: "u-lucia" },
    browser: null,
    display: { name: "Lucía Example", application: { en: "Treasury desk" } },
    ...changes,
  };
}

export const answerLaunch =
  (launch: unknown): Answering =>
  (response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(launch));
  };

export const answerRefused: Answering = (response) => {
  const problem = { status: 403, reason: "context_refused", correlationId: "REFU-SED0-0000-0001" };
  response.writeHead(403, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
};

export async function startLauncherBroker(): Promise<LauncherBroker> {
  const redeemed: Redeemed[] = [];
  const complaints: unknown[] = [];
  let answer: Answering = answerLaunch(aLaunch());
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    if (request.url === "/healthz") {
      answer(response, { path: "/healthz", authorization: "", body, members: {} }, 0);
      return;
    }
    const authorization = request.headers.authorization ?? "";
    if (authorization.startsWith("AWS4")) checkSignature(request, body);
    redeemed.push({ path: request.url ?? "", authorization, body, members: JSON.parse(body) });
    answer(response, redeemed.at(-1) as Redeemed, redeemed.length);
  };
  const checkSignature = ({ url, headers }: IncomingMessage, body: string): void => {
    const parsed = parseAuthorization(headers.authorization);
    requireScope(parsed, "eu-west-1", "execute-api");
    requireSignature(parsed, { path: url ?? "", headers, body }, ROLE_CREDENTIALS);
  };
  const server = createServer((request, response) => {
    receive(request, response).catch((complaint: unknown) => {
      complaints.push(complaint);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    redeemed,
    complaints,
    answerWith: (answering) => {
      answer = answering;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
