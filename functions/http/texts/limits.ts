/** What somebody is told who is over a limit, beside the refusal's own page, in every language. */
import type { InEveryLanguage } from "./languages.ts";

export interface LimitTexts {
  /** With `{moment}`. */
  readonly renews: string;
  /** Of the session that has to end first. */
  readonly inTheWay: ReasonTexts;
}

/** Why a session is in the way, with `{application}` and `{other}`, and what its end costs. */
export interface ReasonTexts {
  readonly what: string;
  readonly warning: string;
}

export const LIMIT_TEXTS: InEveryLanguage<LimitTexts> = {
  en: {
    renews: "Your time begins anew on {moment}.",
    inTheWay: {
      what: "You have as many sessions open as you may have at the same time. {application} can open once the one with {other} has ended.",
      warning: "Ending it closes everything in it, and what was not saved is lost.",
    },
  },
  es: {
    renews: "Su tiempo se renueva el {moment}.",
    inTheWay: {
      what: "Ya tiene abiertas todas las sesiones que puede tener al mismo tiempo. {application} se puede abrir cuando haya terminado la de {other}.",
      warning: "Al terminarla se cierra todo lo que hay en ella y se pierde lo que no se haya guardado.",
    },
  },
  pt: {
    renews: "O seu tempo renova-se na seguinte data: {moment}.",
    inTheWay: {
      what: "Já tem abertas tantas sessões quantas pode ter ao mesmo tempo. {application} pode abrir depois de terminar a de {other}.",
      warning: "Ao terminá-la fecha-se tudo o que nela está aberto, e o que não foi guardado perde-se.",
    },
  },
  de: {
    renews: "Neue Zeit steht Ihnen ab dem folgenden Zeitpunkt zur Verfügung: {moment}.",
    inTheWay: {
      what: "Sie haben so viele Sitzungen geöffnet, wie Sie gleichzeitig haben dürfen. {application} kann geöffnet werden, sobald die Sitzung mit {other} beendet ist.",
      warning: "Wenn Sie sie beenden, wird alles darin geschlossen, und nicht Gespeichertes geht verloren.",
    },
  },
  tr: {
    renews: "Süreniz şu tarihte yenilenir: {moment}.",
    inTheWay: {
      what: "Aynı anda açık tutabileceğiniz kadar oturumunuz zaten açık. {application}, şu oturum sona erdikten sonra açılabilir: {other}.",
      warning: "Sonlandırırsanız içindeki her şey kapanır ve kaydedilmemiş olanlar kaybolur.",
    },
  },
};
