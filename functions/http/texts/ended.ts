/** The words of the page after a streaming session, in every language. */
import type { InEveryLanguage } from "./languages.ts";

export interface EndedTexts {
  readonly title: string;
  readonly intro: string;
  readonly signedOut: string;
  /** `{application}` and `{moment}`, such as "25 minutes ago". */
  readonly opened: string;
  readonly openAgain: string;
}

export const ENDED_TEXTS: InEveryLanguage<EndedTexts> = {
  en: {
    title: "Your session has ended",
    intro: "You can close this page, go back to where you were, or open another application.",
    signedOut: "You can close this page. To open an application again, sign in.",
    opened: "The last application you opened was {application}, {moment}.",
    openAgain: "Open {application} again",
  },
  es: {
    title: "Su sesión ha terminado",
    intro: "Puede cerrar esta página, volver a donde estaba o abrir otra aplicación.",
    signedOut: "Puede cerrar esta página. Para abrir de nuevo una aplicación, inicie sesión.",
    opened: "La última aplicación que abrió fue {application}, {moment}.",
    openAgain: "Abrir de nuevo {application}",
  },
  pt: {
    title: "A sua sessão terminou",
    intro: "Pode fechar esta página, voltar ao ponto onde estava ou abrir outra aplicação.",
    signedOut: "Pode fechar esta página. Para abrir de novo uma aplicação, inicie sessão.",
    opened: "A última aplicação que abriu foi {application}, {moment}.",
    openAgain: "Abrir de novo {application}",
  },
  de: {
    title: "Ihre Sitzung ist beendet",
    intro:
      "Sie können diese Seite schließen, dorthin zurückkehren, wo Sie waren, oder eine andere Anwendung öffnen.",
    signedOut: "Sie können diese Seite schließen. Um wieder eine Anwendung zu öffnen, melden Sie sich an.",
    opened: "Zuletzt haben Sie {application} geöffnet, {moment}.",
    openAgain: "{application} wieder öffnen",
  },
  tr: {
    title: "Oturumunuz sona erdi",
    intro: "Bu sayfayı kapatabilir, kaldığınız yere dönebilir veya başka bir uygulama açabilirsiniz.",
    signedOut: "Bu sayfayı kapatabilirsiniz. Yeniden bir uygulama açmak için oturum açın.",
    opened: "En son açtığınız uygulama: {application}, {moment}.",
    openAgain: "Yeniden aç: {application}",
  },
};
