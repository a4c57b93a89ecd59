/** The words of the page after a streaming session, in every language. */
import type { EndCause } from "../../core/session-end.ts";
import type { InEveryLanguage } from "./languages.ts";

export interface EndedTexts {
  readonly title: string;
  readonly intro: string;
  readonly signedOut: string;
  /** `{application}` and `{moment}`, such as "25 minutes ago". */
  readonly opened: string;
  readonly openAgain: string;
  /** Who or what ended the session; `{application}` and `{moment}`. */
  readonly by: Readonly<Record<EndCause, string>>;
}

export const ENDED_TEXTS: InEveryLanguage<EndedTexts> = {
  en: {
    title: "Your session has ended",
    intro: "You can close this page, go back to where you were, or open another application.",
    signedOut: "You can close this page. To open an application again, sign in.",
    opened: "The last application you opened was {application}, {moment}.",
    openAgain: "Open {application} again",
    by: {
      self: "You ended {application} yourself, {moment}.",
      logout: "{application} was ended {moment}, because you were signed out.",
      disable: "{application} was ended {moment}, because your access was taken away.",
      time_limit: "{application} was ended {moment}, because the time allowed for it was over.",
      help_desk: "The help desk ended {application}, {moment}.",
    },
  },
  es: {
    title: "Su sesión ha terminado",
    intro: "Puede cerrar esta página, volver a donde estaba o abrir otra aplicación.",
    signedOut: "Puede cerrar esta página. Para abrir de nuevo una aplicación, inicie sesión.",
    opened: "La última aplicación que abrió fue {application}, {moment}.",
    openAgain: "Abrir de nuevo {application}",
    by: {
      self: "La sesión de {application} la terminó usted, {moment}.",
      logout: "{application} terminó {moment} porque se cerró su sesión.",
      disable: "{application} terminó {moment} porque se le retiró el acceso.",
      time_limit: "{application} terminó {moment} porque se agotó el tiempo permitido.",
      help_desk: "El centro de soporte terminó {application}, {moment}.",
    },
  },
  pt: {
    title: "A sua sessão terminou",
    intro: "Pode fechar esta página, voltar ao ponto onde estava ou abrir outra aplicação.",
    signedOut: "Pode fechar esta página. Para abrir de novo uma aplicação, inicie sessão.",
    opened: "A última aplicação que abriu foi {application}, {moment}.",
    openAgain: "Abrir de novo {application}",
    by: {
      self: "A sessão de {application} foi terminada por si, {moment}.",
      logout: "{application} terminou {moment} porque a sua sessão foi terminada.",
      disable: "{application} terminou {moment} porque o seu acesso foi retirado.",
      time_limit: "{application} terminou {moment} porque se esgotou o tempo permitido.",
      help_desk: "O serviço de suporte terminou {application}, {moment}.",
    },
  },
  de: {
    title: "Ihre Sitzung ist beendet",
    intro:
      "Sie können diese Seite schließen, dorthin zurückkehren, wo Sie waren, oder eine andere Anwendung öffnen.",
    signedOut: "Sie können diese Seite schließen. Um wieder eine Anwendung zu öffnen, melden Sie sich an.",
    opened: "Zuletzt haben Sie {application} geöffnet, {moment}.",
    openAgain: "{application} wieder öffnen",
    by: {
      self: "Sie haben {application} {moment} selbst beendet.",
      logout: "{application} wurde {moment} beendet, weil Sie abgemeldet wurden.",
      disable: "{application} wurde {moment} beendet, weil Ihnen der Zugang entzogen wurde.",
      time_limit: "{application} wurde {moment} beendet, weil die erlaubte Zeit abgelaufen war.",
      help_desk: "Der Helpdesk hat {application} {moment} beendet.",
    },
  },
  tr: {
    title: "Oturumunuz sona erdi",
    intro: "Bu sayfayı kapatabilir, kaldığınız yere dönebilir veya başka bir uygulama açabilirsiniz.",
    signedOut: "Bu sayfayı kapatabilirsiniz. Yeniden bir uygulama açmak için oturum açın.",
    opened: "En son açtığınız uygulama: {application}, {moment}.",
    openAgain: "Yeniden aç: {application}",
    by: {
      self: "{application} oturumunu {moment} kendiniz sona erdirdiniz.",
      logout: "Oturumunuz kapatıldığı için {application} {moment} sona erdirildi.",
      disable: "Erişiminiz kaldırıldığı için {application} {moment} sona erdirildi.",
      time_limit: "İzin verilen süre dolduğu için {application} {moment} sona erdirildi.",
      help_desk: "Destek ekibi {application} oturumunu {moment} sona erdirdi.",
    },
  },
};
