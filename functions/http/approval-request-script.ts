/**
 * The script of a request's page: asks whether somebody answered, and loads the page anew when somebody did, which then
 * leads to the launch. A constant, so that its hash can stand in the page's policy.
 * Invariant: the one address it asks and goes to is the page's own.
 */
import { pageScript } from "./layout.ts";

/** Without it the page loads itself again by a refresh: nothing depends on this but the button that copies. */
export const REQUEST_SCRIPT = pageScript(`"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const page = at("waiting").dataset;
  const pause = Number(page.pauseSeconds);
  let askedAt = performance.now();
  let failures = 0;
  let isAsking = false;
  let isLeaving = false;
  let timer;

  const say = (id, text) => {
    if (at(id).textContent !== text) at(id).textContent = text;
  };
  const plan = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, seconds * 1000);
  };
  const leave = () => {
    isLeaving = true;
    location.replace(page.self);
  };
  async function ask() {
    if (isAsking || isLeaving) return;
    isAsking = true;
    clearTimeout(timer);
    askedAt = performance.now();
    try {
      const answer = await fetch(page.self, {
        headers: { accept: "application/json" },
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(15000),
      });
      // Signed out, or not theirs any more: the page itself says it.
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) leave();
      else if (!answer.ok) throw new Error("not answered");
      else if ((await answer.json()).state !== "requested") leave();
      else {
        failures = 0;
        say("trouble", "");
        plan(pause);
      }
    } catch {
      failures += 1;
      if (failures > 1) say("trouble", page.troubleText);
      plan(Math.min(60, pause * 2 ** Math.min(failures, 4)) * (0.75 + Math.random() / 2));
    } finally {
      isAsking = false;
    }
  }
  const askIfLongAgo = () => {
    if (document.visibilityState === "visible" && performance.now() - askedAt > 3000) ask();
  };

  const copy = at("copy");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(at("link").value);
      say("copied", page.copiedText);
    } catch {
      at("link").select();
    }
  });
  at("link").addEventListener("focus", () => at("link").select());
  // A browser slows down the timers of pages that nobody looks at, and stops those of a computer that sleeps.
  document.addEventListener("visibilitychange", askIfLongAgo);
  addEventListener("online", askIfLongAgo);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    isLeaving = false;
    ask();
  });
  plan(pause);
})();
`);
