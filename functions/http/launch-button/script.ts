/**
 * `<streamgate-launch>` for pages of other sites: a link to a launch that knows how things stand. A constant, and the same
 * for everybody; without it the page's own link, inside the element, stays.
 * Invariant: it leads to the origin that its script came from and nowhere else; attributes and answers become text,
 * one path segment and one query value, never markup or an address.
 */
import { LAUNCH_BUTTON_TEXTS } from "../texts/launch-button.ts";
import { BUTTON_STYLE, FRAME_STYLE } from "./style.ts";

export const LAUNCH_BUTTON_SCRIPT = `"use strict";
(() => {
  // An image or form of that name would stand in the script's place.
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || !/^https?:/.test(script.src)) return;
  if (customElements.get("streamgate-launch")) return;
  const { origin } = new URL(script.src);
  const texts = ${JSON.stringify(LAUNCH_BUTTON_TEXTS)};
  const states = ["ready", "waiting", "closed", "not_entitled", "signed_out"];
  const pauseMilliseconds = 30000;
  const [style, frameStyle] = [${JSON.stringify(BUTTON_STYLE)}, ${JSON.stringify(FRAME_STYLE)}].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // What one application's buttons ask within a moment is one question. Not answered: undefined.
  const asked = new Map();
  const ask = (application) => {
    if (!asked.has(application)) {
      const answer = fetch(origin + "/launch-button/" + application, {
        credentials: "include",
        headers: { accept: "application/json" },
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(10000),
      })
        .then((response) => (response.ok ? response.json() : {}))
        .then(({ state }) => (states.includes(state) ? state : "unknown"))
        .catch(() => undefined);
      asked.set(application, answer);
      setTimeout(() => asked.delete(application), 1000);
    }
    return asked.get(application);
  };

  class StreamgateLaunch extends HTMLElement {
    static observedAttributes = ["application", "context", "label", "target", "lang"];
    #link = make("a", { part: "button" });
    #state = make("p", { id: "state", part: "state" });
    #how = make("span", { id: "how", hidden: true });
    #application;
    #query = "";
    #known = "unknown";
    #hasAnswered = false;
    #askedAt = 0;
    #timer;
    #frame;
    #listening;
    #content = new MutationObserver(() => this.#draw());

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [style];
      this.#link.setAttribute("aria-describedby", "state how");
      this.#link.referrerPolicy = "no-referrer";
      this.#link.addEventListener("click", (event) => this.#click(event));
    }

    connectedCallback() {
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      this.#content.observe(this, { childList: true, characterData: true, subtree: true });
      addEventListener("online", () => this.#refresh(), { signal });
      addEventListener("offline", () => this.#show("offline"), { signal });
      document.addEventListener("visibilitychange", () => this.#refreshIfLongAgo(), { signal });
      this.#read();
    }

    disconnectedCallback() {
      this.#listening.abort();
      this.#content.disconnect();
      clearTimeout(this.#timer);
    }

    attributeChangedCallback(name) {
      if (!this.isConnected) return;
      if (name === "label" || name === "lang") this.#draw();
      else this.#read();
    }

    // Everything that an attribute may change, from the start.
    #read() {
      const application = this.getAttribute("application") ?? "";
      const context = this.getAttribute("context") ?? "";
      this.#frame = undefined;
      this.#known = "unknown";
      this.#hasAnswered = false;
      this.#state.removeAttribute("role");
      clearTimeout(this.#timer);
      let query = "";
      try {
        if (context !== "") query = "?context=" + encodeURIComponent(context);
      } catch {
        // Half a character: nothing that a link can carry.
        return this.#giveUp();
      }
      if (!/^[a-z][a-z0-9-]{0,62}$/.test(application)) return this.#giveUp();
      this.#application = application;
      this.#query = query;
      this.#draw();
      this.#refresh();
    }

    // The page's own content stays what it is.
    #giveUp() {
      this.#application = undefined;
      this.shadowRoot.adoptedStyleSheets = [style];
      this.shadowRoot.replaceChildren(make("slot"));
    }

    get #target() {
      const target = this.getAttribute("target");
      return ["same", "native", "embed"].includes(target) ? target : "tab";
    }

    get #texts() {
      const lang = this.closest("[lang]")?.lang || document.documentElement.lang || navigator.language;
      const language = lang.toLowerCase().split("-")[0];
      return Object.hasOwn(texts, language) ? texts[language] : texts.en;
    }

    get #label() {
      const words = (text) => (text ?? "").split(/[^!-\\u{10ffff}]+/u).join(" ").trim();
      const name = (this.#application ?? "").replaceAll("-", " ");
      return (
        words(this.getAttribute("label")) ||
        words(this.textContent) ||
        name.charAt(0).toUpperCase() + name.slice(1)
      );
    }

    #draw() {
      if (this.#application === undefined) return;
      const target = this.#target;
      const isNative = target === "native";
      const query = isNative ? (this.#query === "" ? "?" : this.#query + "&") + "client=native" : this.#query;
      this.#link.href = origin + "/launch/" + this.#application + query;
      this.#link.target = target === "same" || isNative ? "_self" : "_blank";
      this.#link.rel = "noopener noreferrer";
      this.#link.textContent = this.#label;
      this.#how.textContent = target === "same" ? "" : this.#texts[target];
      if (this.#frame !== undefined) this.#frame.title = this.#label;
      const [first] = this.shadowRoot.children;
      if (this.#frame === undefined && first !== this.#link) {
        this.shadowRoot.adoptedStyleSheets = [style];
        this.shadowRoot.replaceChildren(this.#link, this.#state, this.#how);
      }
      this.#write();
    }

    #write() {
      const text = this.#texts[this.#known] ?? "";
      this.#link.className = this.#state.className = this.#known;
      this.#link.part = "button " + this.#known;
      this.#state.part = "state " + this.#known;
      // Only what is new: a screen reader says whatever is written there.
      if (this.#state.textContent !== text) this.#state.textContent = text;
    }

    #show(known) {
      if (this.#application === undefined) return;
      this.#known = known;
      this.#write();
      // What stands there when the page opens is read with the button; from now on changes are said.
      this.#state.setAttribute("role", "status");
    }

    async #refresh() {
      const application = this.#application;
      if (application === undefined) return;
      clearTimeout(this.#timer);
      if (!navigator.onLine) return this.#show("offline");
      this.#askedAt = performance.now();
      const answer = await ask(application);
      if (this.#application !== application || !this.isConnected) return;
      // A browser does not say why it shows no answer: to an origin that is not listed it never shows any.
      this.#hasAnswered ||= answer !== undefined;
      this.#show(answer ?? (this.#hasAnswered || !navigator.onLine ? "offline" : "unknown"));
      if (["waiting", "offline"].includes(this.#known)) {
        const pause = pauseMilliseconds * (1 + Math.random() / 2);
        this.#timer = setTimeout(() => this.#refreshIfLongAgo(), pause);
      }
    }

    #refreshIfLongAgo() {
      const isLongAgo = performance.now() - this.#askedAt >= pauseMilliseconds;
      if (document.visibilityState === "visible" && isLongAgo) this.#refresh();
    }

    #click(event) {
      if (!navigator.onLine) {
        event.preventDefault();
        return this.#show("offline");
      }
      const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      if (this.#target !== "embed" || !isPlain) return;
      event.preventDefault();
      // Of a person, not of the page's scripts.
      if (!event.isTrusted) return;
      this.#frame = make("iframe", {
        part: "frame",
        title: this.#label,
        allow: "autoplay; clipboard-read; clipboard-write; fullscreen",
        referrerPolicy: "no-referrer",
        src: origin + "/embed/" + this.#application + this.#query,
      });
      this.shadowRoot.adoptedStyleSheets = [style, frameStyle];
      this.shadowRoot.replaceChildren(this.#frame);
      this.#frame.focus();
    }
  }
  customElements.define("streamgate-launch", StreamgateLaunch);
})();
`;
