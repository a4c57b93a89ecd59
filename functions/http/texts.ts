/**
 * What the pages say, by language. For a person at work: what happened, what to do next, no blame, no internals.
 * `satisfies` makes a page without a text in every language a compile error.
 */
import type { PageKey } from "../core/refusal.ts";

interface PageText {
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

export interface Texts {
  readonly pages: Readonly<Record<PageKey, PageText>>;
  readonly reference: string;
  readonly tryAgain: string;
  readonly signIn: string;
  readonly signInWith: string;
  readonly signInAgain: string;
  readonly signOut: string;
  readonly toApplications: string;
  readonly help: string;
  readonly opens: string;
  readonly days: Readonly<Record<string, string>>;
  readonly applications: string;
  readonly applicationsIntro: string;
  readonly noApplications: string;
  readonly signedInAs: string;
  readonly welcome: string;
  readonly welcomeIntro: string;
  readonly chooseProvider: string;
  readonly chooseProviderIntro: string;
  readonly openInClient: string;
  readonly openInClientIntro: string;
  readonly openInClientButton: string;
  readonly openInBrowser: string;
  readonly continueTitle: string;
  readonly continueIntro: string;
  readonly continueOpens: string;
  readonly continueReplaces: string;
  readonly continueYes: string;
  readonly continueNo: string;
  readonly onwardTitle: string;
  readonly onwardIntro: string;
  readonly onwardButton: string;
}

const en: Texts = {
  pages: {
    not_this_way: {
      title: "Nothing is served this way",
      what: "This request did not come through our front door, so it was not answered.",
      next: "Open your applications at their usual address. If you did, give the reference code below to the help desk.",
    },
    not_found: {
      title: "This link leads nowhere",
      what: "There is no application behind this link. It may have been renamed or taken out of service.",
      next: "Check the link, or choose from your applications.",
    },
    no_sign_in: {
      title: "There is no sign-in behind this link",
      what: "The link names a sign-in that we do not have. It may have been renamed or taken out of service.",
      next: "Check the link, or go to your applications and sign in there.",
    },
    invalid_link: {
      title: "This link is not complete",
      what: "Something in the link is missing or not allowed for this application, so nothing was opened.",
      next: "Open it again from where you found it. If you typed or changed it, use the original.",
    },
    no_access: {
      title: "You do not have this application",
      what: "You are signed in, but your account is not among those this application is for.",
      next: "If you need it for your work, ask your manager or the help desk to request access. If you were just given access, sign in again.",
    },
    mfa_required: {
      title: "A second factor is needed",
      what: "This application opens only after a sign-in with a second factor, and your last sign-in had none.",
      next: "Sign in again and confirm with your second factor.",
    },
    outside_hours: {
      title: "Closed at this time",
      what: "This application is available only during its opening hours.",
      next: "Come back when it is open.",
    },
    not_from_here: {
      title: "Not available from here",
      what: "This application may not be used from your present place or network, or its data may not leave its area.",
      next: "Connect to the company network, or try again from your usual place of work.",
    },
    sign_in_expired: {
      title: "This sign-in is over",
      what: "The sign-in took too long, was already used, or was begun in another browser. This also happens after the Back button.",
      next: "Nothing is lost: start again. If it keeps happening, allow cookies for this site.",
    },
    sign_in_interrupted: {
      title: "Your sign-in could not be finished",
      what: "The place where this sign-in began is not answering. The fault is on our side; your account is fine.",
      next: "Nothing is lost: start again. If it fails once more, wait a minute, then give the reference code below to the help desk.",
    },
    sign_in_cancelled: {
      title: "Sign-in cancelled",
      what: "You cancelled the sign-in, or your organisation did not permit it.",
      next: "Start again when you are ready.",
    },
    sign_in_failed: {
      title: "We could not confirm who you are",
      what: "The answer from your organisation's sign-in did not pass our checks, so you were not signed in.",
      next: "Start again. If it fails once more, give the reference code below to the help desk.",
    },
    sign_out_failed: {
      title: "You may still be signed in",
      what: "Your organisation's sign-in asked us to sign you out, but its request did not pass our checks.",
      next: "Open your applications and sign out there, or close the browser.",
    },
    too_many_groups: {
      title: "Your groups did not come through",
      what: "Your account is in more groups than your organisation's sign-in passes on, so we cannot tell what you may open.",
      next: "Tell the help desk: the sign-in should send only the groups assigned to this application. Give them the reference code below.",
    },
    provider_down: {
      title: "Sign-in is not answering",
      what: "Your organisation's sign-in cannot be reached at the moment. Your account is fine.",
      next: "Wait a minute, then try again.",
    },
    no_capacity: {
      title: "No place is free at the moment",
      what: "None of the places that may run this application could take you now.",
      next: "Wait a minute, then try again. Nothing you saved is affected.",
    },
    broken_setup: {
      title: "This application is not set up correctly",
      what: "It cannot be opened because of a fault on our side. Trying again will not help.",
      next: "Give the reference code below to the help desk; it tells them exactly what is wrong.",
    },
    signed_out_needed: {
      title: "Please sign in",
      what: "You are not signed in, or your sign-in has ended.",
      next: "Sign in to continue.",
    },
    unexpected: {
      title: "Something went wrong",
      what: "A fault on our side kept this from working.",
      next: "Try again in a minute. If it stays, give the reference code below to the help desk.",
    },
  },
  reference: "Reference code",
  tryAgain: "Try again",
  signIn: "Sign in",
  signInWith: "Sign in with",
  signInAgain: "Sign in again",
  signOut: "Sign out",
  toApplications: "Your applications",
  help: "Help:",
  opens: "Open",
  days: { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
  applications: "Your applications",
  applicationsIntro: "Each opens in this tab, on the fleet nearest to you that may run it.",
  noApplications:
    "No application is assigned to you yet. Ask your manager or the help desk to request access.",
  signedInAs: "Signed in as",
  welcome: "Welcome",
  welcomeIntro: "Sign in with your work account to open your applications.",
  chooseProvider: "Where do you sign in?",
  chooseProviderIntro: "Choose the organisation that holds your work account.",
  openInClient: "Ready to open",
  openInClientIntro:
    "Your application opens in the AppStream client. If nothing happens, the client is not installed.",
  openInClientButton: "Open in the AppStream client",
  openInBrowser: "Use the browser instead",
  continueTitle: "Continue as this person?",
  continueIntro: "Your organisation's sign-in sent you here as:",
  continueOpens: "This opens",
  continueReplaces: "It takes the place of who is signed in here now:",
  continueYes: "Continue",
  continueNo: "That is not me",
  onwardTitle: "One moment",
  onwardIntro: "You are signed in. Your application is on its way.",
  onwardButton: "Go on",
};

const es: Texts = {
  pages: {
    not_this_way: {
      title: "Por aquí no se sirve nada",
      what: "Esta petición no ha llegado por nuestra puerta principal, así que no se ha atendido.",
      next: "Abra sus aplicaciones en su dirección habitual. Si ya lo ha hecho, dé el código de referencia de abajo al servicio de asistencia.",
    },
    not_found: {
      title: "Este enlace no lleva a ninguna parte",
      what: "No hay ninguna aplicación detrás de este enlace. Puede haber cambiado de nombre o estar retirada.",
      next: "Revise el enlace o elija entre sus aplicaciones.",
    },
    no_sign_in: {
      title: "Este enlace no lleva a ningún inicio de sesión",
      what: "El enlace nombra un inicio de sesión que no tenemos. Puede haber cambiado de nombre o estar retirado.",
      next: "Revise el enlace o vaya a sus aplicaciones e inicie sesión allí.",
    },
    invalid_link: {
      title: "Este enlace no está completo",
      what: "Al enlace le falta algo o contiene algo que esta aplicación no admite, así que no se ha abierto nada.",
      next: "Ábralo de nuevo desde donde lo encontró. Si lo escribió o modificó, use el original.",
    },
    no_access: {
      title: "No tiene esta aplicación",
      what: "Ha iniciado sesión, pero su cuenta no está entre las que pueden usar esta aplicación.",
      next: "Si la necesita para su trabajo, pida acceso a su responsable o al centro de soporte. Si acaban de dárselo, inicie sesión de nuevo.",
    },
    mfa_required: {
      title: "Hace falta un segundo factor",
      what: "Esta aplicación solo se abre tras iniciar sesión con un segundo factor, y su última sesión no lo tuvo.",
      next: "Inicie sesión de nuevo y confirme con su segundo factor.",
    },
    outside_hours: {
      title: "Cerrada a esta hora",
      what: "Esta aplicación solo está disponible en su horario.",
      next: "Vuelva cuando esté abierta.",
    },
    not_from_here: {
      title: "No disponible desde aquí",
      what: "Esta aplicación no puede usarse desde su ubicación o red actual, o sus datos no pueden salir de su zona.",
      next: "Conéctese a la red de la empresa o inténtelo desde su lugar de trabajo habitual.",
    },
    sign_in_expired: {
      title: "Este inicio de sesión ha terminado",
      what: "Tardó demasiado, ya se había usado o se empezó en otro navegador. También ocurre tras pulsar Atrás.",
      next: "No se ha perdido nada: empiece de nuevo. Si se repite, permita las cookies de este sitio.",
    },
    sign_in_interrupted: {
      title: "No se ha podido terminar su inicio de sesión",
      what: "El lugar donde empezó no responde. Es un fallo nuestro; su cuenta está bien.",
      next: "No se ha perdido nada: empiece de nuevo. Si falla otra vez, espere un minuto y después dé el código de referencia al centro de soporte.",
    },
    sign_in_cancelled: {
      title: "Inicio de sesión cancelado",
      what: "Usted canceló el inicio de sesión o su organización no lo permitió.",
      next: "Empiece de nuevo cuando quiera.",
    },
    sign_in_failed: {
      title: "No hemos podido confirmar quién es",
      what: "La respuesta de su organización no superó nuestras comprobaciones, así que no se ha iniciado la sesión.",
      next: "Empiece de nuevo. Si vuelve a fallar, dé el código de referencia al centro de soporte.",
    },
    sign_out_failed: {
      title: "Puede que su sesión siga abierta",
      what: "El inicio de sesión de su organización nos pidió cerrar su sesión, pero la petición no superó nuestras comprobaciones.",
      next: "Abra sus aplicaciones y cierre la sesión allí, o cierre el navegador.",
    },
    too_many_groups: {
      title: "No hemos recibido sus grupos",
      what: "Su cuenta está en más grupos de los que transmite el inicio de sesión de su organización, así que no podemos saber qué puede abrir.",
      next: "Avise al centro de soporte: el inicio de sesión debe enviar solo los grupos asignados a esta aplicación. Dé el código de referencia.",
    },
    provider_down: {
      title: "El inicio de sesión no responde",
      what: "Ahora mismo no se puede contactar con el inicio de sesión de su organización. Su cuenta está bien.",
      next: "Espere un minuto e inténtelo de nuevo.",
    },
    no_capacity: {
      title: "Ahora mismo no hay plazas libres",
      what: "Ninguno de los lugares que pueden ejecutar esta aplicación ha podido atenderle.",
      next: "Espere un minuto e inténtelo de nuevo. Lo que había guardado no se ve afectado.",
    },
    broken_setup: {
      title: "Esta aplicación no está bien configurada",
      what: "No se puede abrir por un fallo nuestro. Volver a intentarlo no servirá.",
      next: "Dé el código de referencia al centro de soporte; les dirá exactamente qué falla.",
    },
    signed_out_needed: {
      title: "Inicie sesión",
      what: "No ha iniciado sesión o su sesión ha terminado.",
      next: "Inicie sesión para continuar.",
    },
    unexpected: {
      title: "Algo ha ido mal",
      what: "Un fallo nuestro ha impedido que esto funcione.",
      next: "Inténtelo en un minuto. Si continúa, dé el código de referencia al centro de soporte.",
    },
  },
  reference: "Código de referencia",
  tryAgain: "Intentarlo de nuevo",
  signIn: "Iniciar sesión",
  signInWith: "Iniciar sesión con",
  signInAgain: "Iniciar sesión de nuevo",
  signOut: "Cerrar sesión",
  toApplications: "Sus aplicaciones",
  help: "Ayuda:",
  opens: "Abierta",
  days: { mon: "lun", tue: "mar", wed: "mié", thu: "jue", fri: "vie", sat: "sáb", sun: "dom" },
  applications: "Sus aplicaciones",
  applicationsIntro: "Cada una se abre en esta pestaña, en la flota más cercana que puede ejecutarla.",
  noApplications: "Aún no tiene ninguna aplicación. Pida acceso a su responsable o al centro de soporte.",
  signedInAs: "Sesión de",
  welcome: "Le damos la bienvenida",
  welcomeIntro: "Inicie sesión con su cuenta de trabajo para abrir sus aplicaciones.",
  chooseProvider: "¿Dónde inicia sesión?",
  chooseProviderIntro: "Elija la organización de su cuenta de trabajo.",
  openInClient: "Lista para abrir",
  openInClientIntro:
    "La aplicación se abre en el cliente de AppStream. Si no ocurre nada, no está instalado.",
  openInClientButton: "Abrir en el cliente de AppStream",
  openInBrowser: "Usar el navegador",
  continueTitle: "¿Continuar como esta persona?",
  continueIntro: "El inicio de sesión de su organización le ha enviado aquí como:",
  continueOpens: "Se abrirá",
  continueReplaces: "Sustituye a quien tiene la sesión iniciada aquí ahora:",
  continueYes: "Continuar",
  continueNo: "No soy yo",
  onwardTitle: "Un momento",
  onwardIntro: "Ha iniciado sesión. Su aplicación está en camino.",
  onwardButton: "Seguir",
};

const TEXTS: ReadonlyMap<string, Texts> = new Map([
  ["en", en],
  ["es", es],
]);

export interface ChosenTexts {
  readonly language: string;
  readonly texts: Texts;
}

/** The first of the browser's languages we have; English otherwise. */
export function textsFor(languages: readonly string[]): ChosenTexts {
  for (const language of languages) {
    const texts = TEXTS.get(language);
    if (texts !== undefined) return { language, texts };
  }
  return { language: "en", texts: en };
}
