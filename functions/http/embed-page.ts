/**
 * The page that holds a stream inside a portal's page, and the answer that its script gets. The page itself opens nothing
 * and is the same for everybody; only the origins of its policy may frame it.
 */
import type { Embedding } from "../core/embedding.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import { EMBED_SCRIPT } from "./embed-script.ts";
import { pageStyle } from "./layout.ts";
import { localized } from "./localized.ts";
import { markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";
import { EMBED_TEXTS } from "./texts/embed.ts";
import { fill } from "./texts/fill.ts";
import { languageOf } from "./texts/languages.ts";

const STYLE = pageStyle(`
#stream{flex:1;display:flex}
#stream iframe{flex:1;width:100%;min-height:20rem;border:0}
#panel{padding:1.5rem}
#panel [hidden]{display:none}
`);

export interface EmbedView {
  readonly application: LocalizedText;
  /** The launch in a tab of its own: a path of ours with the intent. */
  readonly launchHref: string;
  readonly embedding: Embedding;
}

export function embedPage(request: HttpRequest, view: EmbedView): HttpResponse {
  const { application, launchHref, embedding } = view;
  const { script, integrity, customUrlDomain } = embedding.policy;
  const language = languageOf(request.languages);
  const texts = EMBED_TEXTS[language];
  const name = localized(application, language);
  const say = (text: string): string => fill(text, { application: name });
  const digest = integrity === null ? undefined : markup` integrity="${integrity}"`;
  const content = markup`<div id="embed" hidden data-opening-text="${say(texts.opening)}" data-waiting-text="${say(texts.waiting)}" data-sign-in-text="${say(texts.signIn)}" data-ended-text="${texts.ended}" data-disconnected-text="${texts.disconnected}" data-failed-text="${say(texts.failed)}" data-choose-text="${say(texts.choose)}" data-again-text="${texts.tryAgain}" data-open-again-text="${texts.openAgain}"></div>
<div id="panel"><p id="status" role="status"></p>
<p class="actions"><button id="again" class="button primary" type="button" hidden>${texts.tryAgain}</button>
<a id="sign-in" class="button primary" href="${launchHref}" target="_blank" rel="noopener" hidden>${texts.signInButton}</a>
<a id="own-tab" class="button" href="${launchHref}" target="_blank" rel="noopener" hidden>${texts.ownTab}</a></p>
<noscript><p><a class="button primary" href="${launchHref}" target="_blank" rel="noopener">${texts.ownTab}</a></p></noscript></div>
<div id="stream"></div>`;
  const answer = pageAnswer(
    request,
    200,
    {
      title: name,
      content,
      isBare: true,
      head: markup`<script src="${script}"${digest} crossorigin="anonymous"></script>`,
      script: EMBED_SCRIPT,
      style: STYLE,
    },
    {
      scriptFiles: [script],
      connect: ["'self'"],
      frames: embedding.streamSources,
      frameAncestors: embedding.embedders,
    },
  );
  const domain = customUrlDomain === null ? {} : { "appstream-custom-url-domain": customUrlDomain };
  return { ...answer, headers: { ...answer.headers, ...domain } };
}

/** For that script alone: the URL is a bearer secret. */
export function embeddedStreamAnswer(streamingUrl: string, launchId: string): HttpResponse {
  return json(201, { streamingUrl, launchId });
}
