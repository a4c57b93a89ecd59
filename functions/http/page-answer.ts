/** A page as an answer, under a policy that permits what stands on it and nothing else. */
import { type Page, renderPage } from "./layout.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, html } from "./response.ts";
import { contentSecurityPolicy, type PagePermissions } from "./security-headers.ts";

/** `permissions`: what the page needs beside its own script and style, and the look that the request brings. */
export function pageAnswer(
  request: Pick<HttpRequest, "languages" | "branding">,
  statusCode: number,
  page: Page,
  permissions: Omit<PagePermissions, "script" | "style"> = {},
  cookies: readonly string[] = [],
): HttpResponse {
  const answer = html(statusCode, renderPage(request, page), cookies);
  const { style, logo } = request.branding ?? {};
  const styles = [page.style, style].filter((each) => each !== undefined);
  const policy = contentSecurityPolicy({
    ...permissions,
    script: page.script?.source,
    style: styles.length === 0 ? undefined : styles.map(({ source }) => source).join(" "),
    images: [...new Set([...(permissions.images ?? []), ...(logo === undefined ? [] : [logo.source])])],
  });
  return { ...answer, headers: { ...answer.headers, "content-security-policy": policy } };
}
