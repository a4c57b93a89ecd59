/** The link studio's copy buttons. Without it they are not shown, and the text can be selected. */
import { pageScript } from "../layout.ts";

export const LINK_STUDIO_SCRIPT = pageScript(`"use strict";
for (const button of document.querySelectorAll("button[data-copies]")) {
  const status = document.getElementById("copied");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = document.getElementById(button.dataset.copies);
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = status.dataset.done;
    } catch {
      getSelection().selectAllChildren(code);
      status.textContent = status.dataset.failed;
    }
  });
}
`);
