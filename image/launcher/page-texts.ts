/** What the page inside the stream says, for each kind of fault and language. */
import type { PageKind } from "./fault.ts";

interface PageTexts {
  readonly title: string;
  readonly what: string;
  readonly doThis: string;
}

export interface LanguageTexts {
  readonly pages: Readonly<Record<PageKind, PageTexts>>;
  readonly help: string;
  readonly reference: string;
}

export const TEXTS: Readonly<Record<"en" | "es", LanguageTexts>> = {
  en: {
    pages: {
      start_again: {
        title: "This start is over",
        what: "An application can be opened once with each start from the portal, for a few minutes, by the person who started it. This start was used already, came too late, or was changed on its way.",
        doThis: "Close this window and end the session. Then open the application from the portal again.",
      },
      try_later: {
        title: "The application cannot be opened just now",
        what: "A service that it needs has not answered.",
        doThis:
          "Close this window and open the application once more. If this page comes again, end the session and start from the portal in a few minutes.",
      },
      set_up: {
        title: "The application is not ready on this computer",
        what: "Nothing is wrong with your access. The application or its settings are missing or do not fit together.",
        doThis: "End the session, and give the help desk the reference below.",
      },
      clock: {
        title: "The clock of this computer is wrong",
        what: "A sign-in is good for minutes only, and this computer shows another time than the service.",
        doThis:
          "End the session and start from the portal again: you will get another computer. If this page comes again, give the help desk the reference below.",
      },
    },
    help: "Help:",
    reference: "Reference",
  },
  es: {
    pages: {
      start_again: {
        title: "Este inicio ya no es válido",
        what: "Con cada inicio desde el portal, la aplicación puede abrirse una sola vez, durante unos minutos y por la persona que la inició. Este inicio ya se usó, llegó tarde o fue modificado por el camino.",
        doThis:
          "Cierre esta ventana y termine la sesión. Después abra otra vez la aplicación desde el portal.",
      },
      try_later: {
        title: "La aplicación no puede abrirse en este momento",
        what: "Un servicio que necesita no ha respondido.",
        doThis:
          "Cierre esta ventana y abra la aplicación otra vez. Si vuelve a ver esta página, termine la sesión e inicie desde el portal dentro de unos minutos.",
      },
      set_up: {
        title: "La aplicación no está lista en este equipo",
        what: "Su acceso está en orden. La aplicación o su configuración faltan o no encajan entre sí.",
        doThis: "Termine la sesión y comunique la referencia de abajo al servicio de asistencia.",
      },
      clock: {
        title: "El reloj de este equipo no está en hora",
        what: "Un inicio de sesión solo vale unos minutos, y este equipo muestra una hora distinta de la del servicio.",
        doThis:
          "Termine la sesión e inicie otra vez desde el portal: recibirá otro equipo. Si vuelve a ver esta página, comunique la referencia de abajo al servicio de asistencia.",
      },
    },
    help: "Ayuda:",
    reference: "Referencia",
  },
};

/** From the first of these that says something, as programs on Linux do; then what the system is set to. */
export function pageLanguage(variables: Readonly<Record<string, string | undefined>>): "en" | "es" {
  const named = [variables.LC_ALL, variables.LC_MESSAGES, variables.LANG].find((value) => value);
  const language = named ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return /^es\b|^es_/i.test(language) ? "es" : "en";
}
