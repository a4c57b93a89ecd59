/**
 * The script of the page that holds a stream inside a portal's page: asks for the streaming URL when AppStream's own script
 * is there, hands it over, and says what happens. A constant, so that its hash can stand in the page's policy.
 * Invariant: the URL is never in the page as we sent it, and lives for seconds.
 */
import { pageScript } from "./layout.ts";

export const EMBED_SCRIPT = pageScript(`"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const page = at("embed").dataset;
  const LONGEST_WAIT_MILLISECONDS = 30000;
  let embedded;
  let timer;

  const show = (text, ...ways) => {
    at("panel").hidden = text === "";
    if (at("status").textContent !== text) at("status").textContent = text;
    for (const id of ["again", "sign-in", "own-tab"]) at(id).hidden = !ways.includes(id);
  };
  const remove = () => {
    embedded?.destroy();
    embedded = undefined;
    at("stream").replaceChildren();
  };
  // The page may be held by a screen reader's user: the words come first, the frame afterwards.
  const over = (text) => {
    remove();
    at("again").textContent = page.openAgainText;
    show(text, "again");
  };
  const onState = (event) => {
    const { SessionStatus } = AppStream.Embed;
    const status = event?.sessionStatus ?? event?.[AppStream.Embed.EventParams?.STATUS];
    const is = (name) => status === SessionStatus[name] || status === name;
    if (is("Ended")) over(page.endedText);
    else if (is("Disconnected")) over(page.disconnectedText);
    else if (is("Started")) show("");
  };
  const hold = (streamingUrl) => {
    const { Embed } = AppStream;
    embedded = new Embed("stream", { sessionURL: streamingUrl, userInterfaceConfig: {} });
    embedded.addEventListener(Embed.Events.SESSION_STATE_CHANGE, onState);
    embedded.addEventListener(Embed.Events.SESSION_ERROR, () => over(page.failedText));
    show("");
  };
  const failed = (text, answer) => {
    const reference = answer?.correlationId;
    show(reference === undefined ? text : text + " (" + reference + ")", "again", "own-tab");
  };
  async function open() {
    clearTimeout(timer);
    at("again").textContent = page.againText;
    show(page.openingText);
    if (globalThis.AppStream?.Embed === undefined) return failed(page.failedText);
    let response;
    let answer;
    try {
      response = await fetch(location.href, {
        method: "POST",
        headers: { accept: "application/json" },
        credentials: "same-origin",
        signal: AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS),
      });
      answer = await response.json();
    } catch {
      // Offline, too late, or no JSON: whatever it was, trying again is what helps.
      return failed(page.failedText);
    }
    if (response.status === 201) return hold(answer.streamingUrl);
    if (response.status === 202) {
      timer = setTimeout(open, answer.retryAfterSeconds * 1000);
      return show(page.waitingText, "own-tab");
    }
    if (response.status === 401) return show(page.signInText, "sign-in", "again");
    if (answer.reason === "another_session_open") return show(page.chooseText, "own-tab", "again");
    failed([answer.title ?? page.failedText, answer.detail].filter(Boolean).join(" "), answer);
  }
  at("again").addEventListener("click", open);
  // In no frame it is no portal's: nothing opens by itself.
  if (top === self) show(page.failedText, "own-tab");
  else addEventListener("load", open);
})();
`);
