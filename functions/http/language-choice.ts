/**
 * Which language a reader gets: what they asked for in the address (`?lang=de`), what they chose before, what their
 * browser prefers, in this order. A choice is kept in a cookie that says nothing else; anything but a language of ours is
 * no choice.
 */
import { LANGUAGE_COOKIE, setCookie } from "./cookies.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { isLanguage, type Language } from "./texts/languages.ts";

export const LANGUAGE_PARAMETER = "lang";

const YEAR_SECONDS = 31_536_000;

/** `accepted`: the browser's, best first. */
export function preferredLanguages(
  { query, cookies }: Pick<HttpRequest, "query" | "cookies">,
  accepted: readonly string[],
): readonly string[] {
  const kept = cookies.get(LANGUAGE_COOKIE) ?? "";
  const chosen = askedLanguage(query) ?? (isLanguage(kept) ? kept : undefined);
  return chosen === undefined ? accepted : [chosen, ...accepted];
}

/** Adds the cookie to a page that was asked for in a language; redirects and programs' answers keep nothing. */
export function keepLanguage(request: HttpRequest, response: HttpResponse): HttpResponse {
  const asked = askedLanguage(request.query);
  const isPage =
    request.routeKey.startsWith("GET ") && String(response.headers?.["content-type"]).startsWith("text/html");
  if (asked === undefined || !isPage || request.cookies.get(LANGUAGE_COOKIE) === asked) return response;
  const cookie = setCookie(LANGUAGE_COOKIE, asked, YEAR_SECONDS);
  return { ...response, cookies: [...(response.cookies ?? []), cookie] };
}

/** Asked for twice is not asked for. */
function askedLanguage(query: URLSearchParams): Language | undefined {
  const [asked = "", ...more] = query.getAll(LANGUAGE_PARAMETER);
  return more.length === 0 && isLanguage(asked) ? asked : undefined;
}
