/**
 * Signing out at the OpenID provider: a page that asks, and back-channel logout of every client that the person signed in
 * to from this browser. Without a client's own redirect; the way back is the client's business.
 */
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { PAGE_HEADERS, page } from "./sign-in-page.ts";

export const SIGN_OUT_FEATURES = {
  backchannelLogout: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: async (ctx: KoaContextWithOIDC, form: string) => {
      const button = `<button name="logout" value="yes" form="op.logoutForm">Sign out</button>`;
      send(
        ctx,
        `<p>Sign out of Northwind Bank, and of everything that you signed in to with it?</p>${form}
        <div class="actions">${button}</div>`,
      );
    },
    postLogoutSuccessSource: async (ctx: KoaContextWithOIDC) => {
      send(ctx, "<p>You are signed out.</p>");
    },
  },
} as const satisfies Configuration["features"];

/** The library's own dispatcher calls nobody on loopback, where everybody of the local world is. */
export const fetchOnLoopback: Configuration["fetch"] = (url, options) => {
  const { dispatcher: _, ...rest } = (options ?? {}) as RequestInit & { readonly dispatcher?: unknown };
  return fetch(url, rest);
};

function send(ctx: KoaContextWithOIDC, main: string): void {
  ctx.set(PAGE_HEADERS);
  ctx.body = page(main, "sign out");
}
