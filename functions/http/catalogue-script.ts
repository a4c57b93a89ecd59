/**
 * The catalogue's script: search as one types, and favourites without loading the page again. A constant, so that its hash
 * can stand in the page's policy. Invariant: text goes into the page as text only; nothing depends on the script.
 */
import { pageScript } from "./layout.ts";

/** It folds text as catalogue-search.ts does. Sent without comments and indentation, which are for us. */
export const CATALOGUE_SCRIPT = pageScript(
  `"use strict";
(() => {
  const box = document.getElementById("q");
  const list = document.getElementById("catalogue");
  if (!box || !list) return;
  const language = document.documentElement.lang;
  const found = document.getElementById("found");
  const all = document.getElementById("all");
  const recents = document.querySelector(".recents");
  const { one, other, none, added, removed } = list.dataset;
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const fold = (text) =>
    text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase().replace(/\\p{M}/gu, "").replace(/ß/g, "ss").replace(/ı/g, "i");
  const say = (text) => {
    if (found.textContent !== text) found.textContent = text;
  };

  let groups;
  const read = () =>
    [...list.querySelectorAll("section,details")].map((place) => ({
      place,
      wasOpen: place.open,
      cards: [...place.querySelectorAll("li")].map((card) => ({
        card,
        text: fold([
          card.querySelector("a").textContent,
          card.querySelector("p:not(:last-child)")?.textContent,
          card.dataset.g ?? place.dataset.g,
        ].join(" ")),
      })),
    }));
  const filter = () => {
    groups ??= read();
    const words = fold(box.value).split(/\\s+/).filter((word) => word !== "");
    const isAsked = words.length > 0;
    let count = 0;
    for (const { place, wasOpen, cards } of groups) {
      let here = 0;
      for (const { card, text } of cards) {
        card.hidden = !words.every((word) => text.includes(word));
        if (!card.hidden) here += 1;
      }
      place.hidden = here === 0;
      const shown = place.querySelector("summary span");
      if (shown) shown.textContent = numbers.format(here);
      if ("open" in place) place.open = isAsked || wasOpen;
      count += here;
    }
    if (recents) recents.hidden = isAsked;
    all.hidden = !isAsked;
    const form = plural.select(count) === "one" ? one : other;
    say(!isAsked ? "" : count === 0 ? none : form.replace("{count}", () => numbers.format(count)));
    history.replaceState(null, "", isAsked ? "?q=" + encodeURIComponent(box.value.trim()) : "/");
  };
  box.addEventListener("input", filter);
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  all.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    box.value = "";
    filter();
    box.focus();
  });

  list.addEventListener("submit", async (event) => {
    const button = event.submitter;
    event.preventDefault();
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        body: new URLSearchParams(new FormData(list, button)),
        redirect: "manual",
        signal: AbortSignal.timeout(10000),
      });
      if (answer.type !== "opaqueredirect") throw new Error("not kept");
    } catch {
      // The page says why, and leads through the sign-in where that is over.
      const again = document.createElement("form");
      again.method = "post";
      again.action = button.formAction;
      for (const [name, value] of new FormData(list, button)) {
        const field = document.createElement("input");
        [field.type, field.name, field.value] = ["hidden", name, value];
        again.append(field);
      }
      document.body.append(again);
      return again.submit();
    }
    const isFavourite = button.name === "";
    button.name = isFavourite ? "remove" : "";
    if (isFavourite) button.value = "yes";
    else button.removeAttribute("name");
    const link = button.closest("li").querySelector("a");
    button.setAttribute("aria-labelledby", (isFavourite ? "rm " : "add ") + link.id);
    say((isFavourite ? added : removed).replace("{application}", () => link.textContent));
  });
})();
`.replaceAll(/^\s+(?:\/\/.*\n)?/gm, ""),
);
