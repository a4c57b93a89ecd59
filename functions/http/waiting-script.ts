/**
 * The waiting page's script: asks again by itself, says what changed, and launches when it is called in. A constant, so
 * that its hash can stand in the page's policy; everything it says comes from the page or from our own answer.
 * Invariant: text goes into the page as text only, and the one address it goes to is the page's own launch.
 */
import { pageScript } from "./layout.ts";

/** Without it the page reloads itself: nothing depends on this. */
export const WAITING_SCRIPT = pageScript(`"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const page = at("waiting").dataset;
  const { lang } = document.documentElement;
  const language = { en: "en-GB", pt: "pt-PT" }[lang] ?? lang;
  const minutes = new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "long" });
  // Whose page it is: what stands behind its heading in the title.
  const named = document.title.slice(document.querySelector("h1").textContent.length);
  // Not the clock on the wall, which may be wrong: how long it was when the page was made, and the time since.
  let began = performance.now() - Number(page.waitedSeconds) * 1000;
  let pause = Number(page.pauseSeconds);
  let askedAt = performance.now();
  let failures = 0;
  let isAsking = false;
  let isLeaving = false;
  let timer;

  // Only what is new: a screen reader says whatever is written there.
  const say = (id, text) => {
    if (at(id).textContent !== text) at(id).textContent = text;
  };
  const tick = () => {
    const waited = Math.floor((performance.now() - began) / 60000);
    at("waited").hidden = waited < 1;
    say("waited", page.waitedText.replace("{duration}", () => minutes.format(waited)));
  };
  const plan = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, seconds * 1000);
  };
  const leave = () => {
    isLeaving = true;
    location.replace(page.launch);
  };
  const show = (answer) => {
    if (answer.state === "ready") {
      say("what", page.readyText);
      say("ahead", "");
      document.title = page.readyText;
      return leave();
    }
    // The page has other ways on by now: it is made anew.
    if (answer.offers.map(({ region }) => region).join(" ") !== page.offers) return leave();
    document.title = answer.title + named;
    document.querySelector("h1").textContent = answer.title;
    say("what", answer.what);
    say("ahead", answer.aheadText);
    began = performance.now() - answer.waitedSeconds * 1000;
    pause = answer.retryAfterSeconds;
    tick();
    plan(pause);
  };
  async function ask() {
    if (isAsking || isLeaving) return;
    isAsking = true;
    clearTimeout(timer);
    askedAt = performance.now();
    try {
      const answer = await fetch(page.ask, {
        headers: { accept: "application/json" },
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(15000),
      });
      // Signed out: the launch leads through the sign-in. Whatever else is wrong with the question, the launch says it.
      if (answer.status === 401) {
        isLeaving = true;
        location.reload();
      } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) leave();
      // Too many questions are turned away where a launch is not.
      else if (answer.status === 429 && failures >= 3) leave();
      else if (!answer.ok) throw new Error("not answered");
      else {
        show(await answer.json());
        failures = 0;
        say("checked", "");
      }
    } catch {
      failures += 1;
      if (failures > 1) say("checked", page.troubleText);
      plan(Math.min(120, pause * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2));
    } finally {
      isAsking = false;
    }
  }
  const askIfLongAgo = () => {
    if (document.visibilityState === "visible" && performance.now() - askedAt > 3000) ask();
  };

  at("check").addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    await ask();
    if (!isLeaving && failures > 0 && navigator.onLine) leave();
    const time = new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format();
    if (!isLeaving && failures === 0) say("checked", page.checkedText.replace("{time}", () => time));
  });
  // A browser slows down the timers of pages that nobody looks at, and stops those of a computer that sleeps.
  document.addEventListener("visibilitychange", askIfLongAgo);
  addEventListener("online", askIfLongAgo);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    isLeaving = false;
    ask();
  });

  // How far the Regions are: the first round trip opens the connection, the best of the others counts.
  const measure = async (region) => {
    let best = Infinity;
    for (const isWarm of [false, true, true]) {
      const from = performance.now();
      try {
        await fetch("https://dynamodb." + region + ".amazonaws.com/ping", {
          mode: "no-cors",
          cache: "no-store",
          credentials: "omit",
          signal: AbortSignal.timeout(5000),
        });
      } catch {
        return "";
      }
      if (isWarm) best = Math.min(best, performance.now() - from);
    }
    return region + ":" + Math.max(1, Math.round(best));
  };
  if (page.measure !== "") {
    Promise.all(page.measure.split(" ").map(measure)).then((figures) => {
      const known = figures.filter((figure) => figure !== "").join(".");
      if (known === "") return;
      document.cookie = page.measureCookie + "=" + known + "; Max-Age=86400; Path=/; Secure; SameSite=Lax";
    });
  }

  setInterval(tick, 15000);
  tick();
  plan(pause);
})();
`);
