/** The pages in Spanish, with «usted»: what happened, what to do next, no blame, no internals. */
import type { Texts } from "./shape.ts";

export const es: Texts = {
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
    no_link_studio: {
      title: "El estudio de enlaces no es para usted",
      what: "Ha iniciado sesión, pero su cuenta no pertenece a ningún equipo que cree los enlaces de un portal.",
      next: "Si se ocupa de un portal, pida al soporte que su equipo conste en la política. Si acaba de hacerse, vuelva a iniciar sesión.",
    },
    no_help_desk: {
      title: "Esta página es para el centro de soporte",
      what: "Ha iniciado sesión, pero su cuenta no está entre las que pueden usar esta página.",
      next: "Si forma parte de su trabajo, pida acceso a su responsable. Si acaban de dárselo, inicie sesión de nuevo.",
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
    maintenance: {
      title: "Estamos en mantenimiento",
      what: "Todo lo que puede ejecutar esta aplicación está en mantenimiento y ahora no admite a nadie más.",
      next: "Inténtelo más tarde. Si todavía tiene allí una sesión abierta, puede seguir trabajando en ella.",
    },
    not_running: {
      title: "Esta aplicación no está en marcha ahora mismo",
      what: "Nada de lo que puede usar para ella está encendido, y esperar aquí no lo cambiaría.",
      next: "Avise al centro de soporte y dele el código de referencia.",
    },
    session_still_open: {
      title: "No se ha podido terminar su sesión",
      what: "Sigue abierta y no se ha perdido nada de ella.",
      next: "Abra de nuevo la aplicación para volver a la sesión o para intentar terminarla otra vez.",
    },
    session_limit: {
      title: "No puede abrir otra sesión",
      what: "Ya tiene abiertas todas las sesiones que puede tener al mismo tiempo.",
      next: "Vuelva a una de ellas, o cierre una en Mis sesiones y abra de nuevo esta aplicación. Una sesión que acaba de terminar sigue contando durante unos minutos.",
    },
    time_budget: {
      title: "Su tiempo se ha agotado",
      what: "Esta aplicación concede a cada persona un tiempo determinado, y el suyo está agotado por ahora.",
      next: "Lo que guardó se conserva. Si necesita más tiempo, pídalo a su responsable o al servicio de asistencia.",
    },
    application_full: {
      title: "Todos los puestos están ocupados",
      what: "Ya usan esta aplicación todas las personas que pueden usarla al mismo tiempo.",
      next: "Inténtelo de nuevo en unos minutos: queda un puesto libre en cuanto alguien sale.",
    },
    session_gone: {
      title: "Esa sesión ya había terminado",
      what: "La sesión que quería terminar ya no estaba, así que no se ha terminado nada.",
      next: "Abra de nuevo la aplicación.",
    },
    approval_needed: {
      title: "Otra persona tiene que aprobarlo",
      what: "Esta aplicación se abre solo durante un tiempo, después de que una persona responsable de ella haya aprobado su motivo.",
      next: "Vuelva a abrir la aplicación desde sus aplicaciones y escriba allí su motivo.",
    },
    approval_limit: {
      title: "Hay demasiadas solicitudes en espera",
      what: "Ha pedido varias aprobaciones que nadie ha contestado todavía, o son muchas las personas que piden esta aplicación.",
      next: "Espere a que se conteste alguna, o avise a una persona que pueda aprobarlas.",
    },
    approval_own: {
      title: "Tiene que decidirlo otra persona",
      what: "Esta solicitud es suya, y nadie puede aprobarse a sí mismo. Esto vale también para sus otras cuentas.",
      next: "Envíe el enlace a otra persona que pueda aprobarla.",
    },
    approval_over: {
      title: "Esta solicitud está cerrada",
      what: "Ya se contestó, o se agotó su plazo. Su respuesta no se ha tenido en cuenta.",
      next: "El enlace de la solicitud muestra qué ha sido de ella. Si todavía hace falta, la persona puede volver a pedirla.",
    },
    broken_setup: {
      title: "Esta aplicación no está bien configurada",
      what: "No se puede abrir por un fallo nuestro. Volver a intentarlo no servirá.",
      next: "Dé el código de referencia al centro de soporte; les dirá exactamente qué falla.",
    },
    not_embeddable: {
      title: "Esto no se puede mostrar dentro de otra página",
      what: "La página en la que está no puede contener esta aplicación, así que no se ha abierto nada.",
      next: "Ábrala en una pestaña propia, desde sus aplicaciones.",
    },
    signed_out_needed: {
      title: "Inicie sesión",
      what: "No ha iniciado sesión o su sesión ha terminado.",
      next: "Inicie sesión para continuar.",
    },
    access_disabled: {
      title: "Su acceso está desactivado",
      what: "Un administrador ha desactivado su acceso a estas aplicaciones, por lo que se ha cerrado su sesión aquí.",
      next: "Póngase en contacto con el soporte e indique el código de referencia que aparece abajo. Volver a iniciar sesión no servirá.",
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
    "La aplicación se abre en el cliente de AppStream, que debe estar instalado en este equipo.",
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
  waiting: {
    title: {
      fleet_full: "A la espera de una plaza en {application}",
      fleet_starting: "{application} se está preparando",
      region_resting: "{application} no está accesible ahora mismo",
    },
    what: {
      fleet_full:
        "Ahora mismo todas las plazas están ocupadas. Suele quedar una libre en {duration}, o antes si alguien termina.",
      fleet_starting: "Los equipos que la ejecutan están arrancando; suelen tardar {duration}.",
      region_resting:
        "El servicio que la ejecuta tiene problemas en este momento; suelen resolverse en {duration}. Lo volvemos a intentar automáticamente.",
    },
    next: "Usted es la siguiente persona de la cola.",
    ahead: { one: "Hay una persona por delante.", other: "Hay {count} personas por delante." },
    waited: "Lleva esperando {duration}.",
    classWindow: {
      one: "{name} empezó {moment}, para una persona, así que la espera puede ser más larga de lo habitual.",
      other:
        "{name} empezó {moment}, para {count} personas, así que la espera puede ser más larga de lo habitual.",
    },
    goesOn: "Puede dejar esta página abierta: continuará sola en cuanto haya una plaza para usted.",
    offer:
      "También puede abrirla en {places}. Su sesión se ejecutaría allí y seguiría allí hasta que la termine.",
    offerButton: "Abrirla allí",
    checkNow: "Comprobar ahora",
    stop: "Dejar de esperar",
    checked: "Última comprobación: {time}.",
    ready: "Abriendo {application}",
    trouble: "Ahora mismo no hay conexión con nosotros. Esta página lo sigue intentando.",
  },
  choice: {
    title: "Todavía tiene abierta {other}",
    what: "{application} se ejecutaría en el mismo lugar que su sesión abierta con {other}, y allí solo puede haber una de las dos.",
    onScreen: "En este momento está abierta en una pantalla.",
    ends: "Si no hace nada, terminará por sí sola {moment}.",
    warning:
      "Al terminarla se cierra todo lo que hay en ella y se pierde lo que no se haya guardado. Si no hay otra plaza libre, la nueva tardará {duration}.",
    goBack: "Volver a {other}",
    end: "Terminar {other} y abrir {application}",
    another: "otra aplicación",
    ended: "Esa sesión ha terminado. Su aplicación está en camino.",
  },
};
