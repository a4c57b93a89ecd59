/**
 * `GET /appstream_embed.js`: what stands in for AppStream's own embedding script, with as much of its face as the broker's page uses
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/constants-functions-events-embedded-sessions.html).
 */
import type { ServerResponse } from "node:http";

const SCRIPT = `"use strict";
globalThis.AppStream = (() => {
  const SessionStatus = Object.freeze({
    Unknown: "Unknown", Reserved: "Reserved", Started: "Started", Disconnected: "Disconnected", Ended: "Ended",
  });
  const Events = Object.freeze({ SESSION_STATE_CHANGE: "sessionStateChange", SESSION_ERROR: "sessionError" });
  class Embed {
    static SessionStatus = SessionStatus;
    static Events = Events;
    #frame = document.createElement("iframe");
    #listeners = new Map();
    #heard = ({ source, data }) => {
      if (source !== this.#frame.contentWindow || !Object.hasOwn(SessionStatus, data?.sessionStatus)) return;
      for (const tell of this.#listeners.get(Events.SESSION_STATE_CHANGE) ?? []) tell(data);
    };
    constructor(containerId, { sessionURL }) {
      this.#frame.src = sessionURL;
      this.#frame.title = "Streaming session";
      addEventListener("message", this.#heard);
      document.getElementById(containerId).append(this.#frame);
    }
    addEventListener(name, callback) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), callback]);
    }
    removeEventListener(name, callback) {
      this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((each) => each !== callback));
    }
    destroy() {
      removeEventListener("message", this.#heard);
      this.#frame.remove();
    }
  }
  return { Embed };
})();
`;

export function serveEmbeddingScript(response: ServerResponse): void {
  const headers = {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
  };
  response.writeHead(200, headers).end(SCRIPT);
}
