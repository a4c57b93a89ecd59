/** What "my sessions" and the cards of sessions say, in every language. */
import type { InEveryLanguage } from "./languages.ts";
import type { PluralText } from "./shape.ts";

export interface SessionTexts {
  readonly title: string;
  readonly intro: string;
  readonly empty: string;
  /** Around a list of places. */
  readonly silent: string;
  readonly opened: string;
  readonly ends: string;
  readonly onScreen: string;
  readonly offScreen: string;
  readonly reserved: string;
  readonly unconfirmed: string;
  readonly formerApplication: string;
  readonly resume: string;
  readonly end: string;
  readonly endAll: string;
  readonly ended: PluralText;
  readonly gone: string;
  readonly notEnded: PluralText;
  readonly confirmOne: string;
  readonly confirmAll: string;
  readonly lost: string;
  /** By how many are to end; at least one of them is on a screen. */
  readonly onScreenWarning: PluralText;
  readonly confirmedOne: string;
  readonly confirmedAll: string;
  readonly keep: string;
}

export const SESSION_TEXTS: InEveryLanguage<SessionTexts> = {
  en: {
    title: "My sessions",
    intro:
      "These are your open applications, wherever they run. A session stays open when you close the window, so that you can go back to it.",
    empty: "You have no session open.",
    silent:
      "{places} did not answer just now. A session of yours there may be missing from this list, or shown as not confirmed.",
    opened: "Opened {moment}",
    ends: "Ends by itself {moment}",
    onScreen: "On a screen now",
    offScreen: "Open, on no screen",
    reserved: "About to open",
    unconfirmed: "Not confirmed",
    formerApplication: "An application that is no longer offered",
    resume: "Go back to {application}",
    end: "End {application}",
    endAll: "End all sessions",
    ended: { one: "The session has ended.", other: "{count} sessions have ended." },
    gone: "That session was over already, so nothing was ended.",
    notEnded: {
      one: "One session could not be ended. It is still open; try again in a minute.",
      other: "{count} sessions could not be ended. They are still open; try again in a minute.",
    },
    confirmOne: "End {application}?",
    confirmAll: "End all sessions?",
    lost: "Everything that is open there is closed, and what was not saved is lost:",
    onScreenWarning: {
      one: "It is on a screen at this moment.",
      other: "At least one of them is on a screen at this moment.",
    },
    confirmedOne: "End the session",
    confirmedAll: "End all of them",
    keep: "Keep everything open",
  },
  es: {
    title: "Mis sesiones",
    intro:
      "Estas son sus aplicaciones abiertas, se ejecuten donde se ejecuten. Una sesión sigue abierta al cerrar la ventana, para que pueda volver a ella.",
    empty: "No tiene ninguna sesión abierta.",
    silent:
      "No hemos recibido respuesta de {places}. Puede que en esta lista falte una sesión suya de allí, o que aparezca sin confirmar.",
    opened: "Abierta {moment}",
    ends: "Termina por sí sola {moment}",
    onScreen: "En una pantalla ahora",
    offScreen: "Abierta, en ninguna pantalla",
    reserved: "A punto de abrirse",
    unconfirmed: "Sin confirmar",
    formerApplication: "Una aplicación que ya no se ofrece",
    resume: "Volver a {application}",
    end: "Terminar {application}",
    endAll: "Terminar todas las sesiones",
    ended: { one: "La sesión ha terminado.", other: "Han terminado {count} sesiones." },
    gone: "Esa sesión ya había terminado, así que no se ha cerrado nada.",
    notEnded: {
      one: "No se ha podido terminar una sesión. Sigue abierta; inténtelo de nuevo en un minuto.",
      other: "No se han podido terminar {count} sesiones. Siguen abiertas; inténtelo de nuevo en un minuto.",
    },
    confirmOne: "¿Terminar {application}?",
    confirmAll: "¿Terminar todas las sesiones?",
    lost: "Se cerrará todo lo que esté abierto ahí y se perderá lo que no se haya guardado:",
    onScreenWarning: {
      one: "Está en una pantalla en este momento.",
      other: "Al menos una de ellas está en una pantalla en este momento.",
    },
    confirmedOne: "Terminar la sesión",
    confirmedAll: "Terminar todas",
    keep: "Dejar todo abierto",
  },
  pt: {
    title: "As minhas sessões",
    intro:
      "Estas são as suas aplicações abertas, onde quer que sejam executadas. Uma sessão continua aberta quando fecha a janela, para que possa voltar a ela.",
    empty: "Não tem nenhuma sessão aberta.",
    silent:
      "Não recebemos resposta de {places}. Uma sessão sua nesse local pode faltar nesta lista ou aparecer como não confirmada.",
    opened: "Aberta {moment}",
    ends: "Termina por si {moment}",
    onScreen: "Num ecrã neste momento",
    offScreen: "Aberta, em nenhum ecrã",
    reserved: "Prestes a abrir",
    unconfirmed: "Não confirmada",
    formerApplication: "Uma aplicação que já não é disponibilizada",
    resume: "Voltar a {application}",
    end: "Terminar {application}",
    endAll: "Terminar todas as sessões",
    ended: { one: "A sessão terminou.", other: "Terminaram {count} sessões." },
    gone: "Essa sessão já tinha terminado, pelo que nada foi fechado.",
    notEnded: {
      one: "Não foi possível terminar uma sessão. Continua aberta; tente novamente dentro de um minuto.",
      other:
        "Não foi possível terminar {count} sessões. Continuam abertas; tente novamente dentro de um minuto.",
    },
    confirmOne: "Terminar {application}?",
    confirmAll: "Terminar todas as sessões?",
    lost: "Tudo o que estiver aberto aí é fechado, e o que não tiver sido guardado perde-se:",
    onScreenWarning: {
      one: "Está num ecrã neste momento.",
      other: "Pelo menos uma delas está num ecrã neste momento.",
    },
    confirmedOne: "Terminar a sessão",
    confirmedAll: "Terminar todas",
    keep: "Manter tudo aberto",
  },
  de: {
    title: "Meine Sitzungen",
    intro:
      "Das sind Ihre geöffneten Anwendungen, wo auch immer sie laufen. Eine Sitzung bleibt geöffnet, wenn Sie das Fenster schließen, damit Sie zu ihr zurückkehren können.",
    empty: "Sie haben keine Sitzung geöffnet.",
    silent:
      "Von {places} kam gerade keine Antwort. Eine Sitzung von Ihnen dort kann in dieser Liste fehlen oder als nicht bestätigt erscheinen.",
    opened: "Geöffnet {moment}",
    ends: "Endet von selbst {moment}",
    onScreen: "Jetzt auf einem Bildschirm",
    offScreen: "Geöffnet, auf keinem Bildschirm",
    reserved: "Wird gleich geöffnet",
    unconfirmed: "Nicht bestätigt",
    formerApplication: "Eine Anwendung, die nicht mehr angeboten wird",
    resume: "Zurück zu {application}",
    end: "{application} beenden",
    endAll: "Alle Sitzungen beenden",
    ended: { one: "Die Sitzung wurde beendet.", other: "{count} Sitzungen wurden beendet." },
    gone: "Diese Sitzung war bereits vorbei, es wurde also nichts beendet.",
    notEnded: {
      one: "Eine Sitzung konnte nicht beendet werden. Sie ist noch geöffnet; versuchen Sie es in einer Minute erneut.",
      other:
        "{count} Sitzungen konnten nicht beendet werden. Sie sind noch geöffnet; versuchen Sie es in einer Minute erneut.",
    },
    confirmOne: "{application} beenden?",
    confirmAll: "Alle Sitzungen beenden?",
    lost: "Alles, was dort geöffnet ist, wird geschlossen, und was nicht gespeichert wurde, geht verloren:",
    onScreenWarning: {
      one: "Sie ist in diesem Moment auf einem Bildschirm.",
      other: "Mindestens eine davon ist in diesem Moment auf einem Bildschirm.",
    },
    confirmedOne: "Sitzung beenden",
    confirmedAll: "Alle beenden",
    keep: "Alles geöffnet lassen",
  },
  tr: {
    title: "Oturumlarım",
    intro:
      "Nerede çalışırlarsa çalışsınlar, açık uygulamalarınız bunlardır. Pencereyi kapattığınızda oturum açık kalır; böylece geri dönebilirsiniz.",
    empty: "Açık oturumunuz yok.",
    silent:
      "Şu anda yanıt alınamayan yer: {places}. Oradaki bir oturumunuz bu listede eksik olabilir veya doğrulanmamış olarak görünebilir.",
    opened: "Açılış: {moment}",
    ends: "Kendiliğinden kapanış: {moment}",
    onScreen: "Şu anda bir ekranda",
    offScreen: "Açık, hiçbir ekranda değil",
    reserved: "Açılmak üzere",
    unconfirmed: "Doğrulanmadı",
    formerApplication: "Artık sunulmayan bir uygulama",
    resume: "Geri dön: {application}",
    end: "Sonlandır: {application}",
    endAll: "Tüm oturumları sonlandır",
    ended: { one: "Oturum sonlandırıldı.", other: "{count} oturum sonlandırıldı." },
    gone: "Bu oturum zaten sona ermişti; hiçbir şey kapatılmadı.",
    notEnded: {
      one: "Bir oturum sonlandırılamadı. Hâlâ açık; lütfen bir dakika sonra yeniden deneyin.",
      other: "{count} oturum sonlandırılamadı. Hâlâ açıklar; lütfen bir dakika sonra yeniden deneyin.",
    },
    confirmOne: "{application} sonlandırılsın mı?",
    confirmAll: "Tüm oturumlar sonlandırılsın mı?",
    lost: "Orada açık olan her şey kapatılır ve kaydedilmemiş olanlar kaybolur:",
    onScreenWarning: {
      one: "Şu anda bir ekranda açık.",
      other: "En az biri şu anda bir ekranda açık.",
    },
    confirmedOne: "Oturumu sonlandır",
    confirmedAll: "Hepsini sonlandır",
    keep: "Hepsini açık bırak",
  },
};
