/** The pages of just-in-time approval in Spanish. */
import type { ApprovalTexts } from "./shape.ts";

export const es: ApprovalTexts = {
  facts: {
    person: "Persona",
    email: "Correo electrónico",
    account: "Cuenta",
    application: "Aplicación",
    opensAt: "Se abre en",
    reason: "Motivo",
    asked: "Solicitada",
    closes: "Se cierra",
    opensFor: "La abre durante",
    answered: "Contestada",
    comment: "Comentario",
  },
  ask: {
    title: "{application} necesita una aprobación",
    what: "Esta aplicación se abre solo cuando una persona responsable de ella ha aprobado su motivo.",
    lasts: "La aprobación dura {duration}. Nadie puede aprobar su propia solicitud.",
    reason: "¿Por qué la necesita ahora?",
    hint: { one: "Al menos {count} carácter.", other: "Al menos {count} caracteres." },
    whoReads:
      "Lo leen quienes aprueban y se conserva para auditorías: no escriba contraseñas ni datos de clientes.",
    send: "Pedir aprobación",
    tooShort: {
      one: "Escriba un motivo de al menos {count} carácter.",
      other: "Escriba un motivo de al menos {count} caracteres.",
    },
    tooLong: {
      one: "El motivo no puede superar {count} carácter.",
      other: "El motivo no puede superar los {count} caracteres.",
    },
    own: "Mis solicitudes abiertas",
  },
  request: {
    waitingTitle: "A la espera de una aprobación de {application}",
    waiting:
      "Todavía no ha contestado nadie. En cuanto alguien la apruebe, la aplicación se abrirá sola en esta página.",
    passOn:
      "Quienes aprueban encuentran su solicitud en su página. Si es urgente, envíe este enlace a una de esas personas:",
    link: "Enlace a su solicitud",
    copy: "Copiar enlace",
    copied: "Copiado",
    mail: "Enviar por correo",
    mailSubject: "Solicitud de aprobación: {application}",
    mailBody: "Necesito {application} y pido su aprobación:\n\n{link}\n",
    checkNow: "Comprobar ahora",
    trouble: "En este momento no recibe respuesta nuestra. Seguimos intentándolo.",
    refusedTitle: "No se ha aprobado {application}",
    refused: "Una persona responsable ha visto su solicitud y la ha rechazado.",
    expiredTitle: "Nadie contestó a tiempo",
    expired: "Su solicitud de {application} estuvo abierta un tiempo y nadie la contestó.",
    overTitle: "Esta aprobación ha terminado",
    over: "Su solicitud de {application} fue aprobada y su plazo ha terminado.",
    askAgain: "Volver a pedirla",
  },
  decide: {
    title: "{person} solicita {application}",
    what: "Si la aprueba, podrá abrir la aplicación cuantas veces quiera durante {duration}.",
    wholeApplication: "Su aprobación vale para toda la aplicación, sea cual sea el lugar en el que la abra.",
    comment: "Comentario",
    commentHint: "Opcional. Pueden leerlo la persona y los auditores.",
    approve: "Aprobar",
    refuse: "Rechazar",
    own: "Esta solicitud es suya, hecha con otra de sus cuentas. Tiene que decidirla otra persona.",
    approved: "Esta solicitud fue aprobada.",
    refused: "Esta solicitud fue rechazada.",
    expired: "Nadie contestó esta solicitud a tiempo.",
    toList: "Ver todas las solicitudes abiertas",
  },
  list: {
    title: "Aprobaciones",
    toDecide: "Esperan su respuesta",
    nothingToDecide: "Nada espera su respuesta.",
    own: "Sus solicitudes abiertas",
    noOwn: "No tiene ninguna solicitud abierta.",
    asks: "{person} · {moment}",
    partly:
      "Una de nuestras regiones no ha contestado y esta lista puede estar incompleta. Vuelva a cargar la página dentro de un momento.",
  },
};
