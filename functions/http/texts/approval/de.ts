/** The pages of just-in-time approval in German. */
import type { ApprovalTexts } from "./shape.ts";

export const de: ApprovalTexts = {
  facts: {
    person: "Person",
    email: "E-Mail",
    account: "Konto",
    application: "Anwendung",
    opensAt: "Öffnet bei",
    reason: "Begründung",
    asked: "Gestellt",
    closes: "Schließt",
    opensFor: "Öffnet sie für",
    answered: "Beantwortet",
    comment: "Kommentar",
  },
  ask: {
    title: "Für {application} ist eine Genehmigung nötig",
    what: "Diese Anwendung öffnet sich erst, wenn eine dafür zuständige Person Ihre Begründung genehmigt hat.",
    lasts: "Dauer der Genehmigung: {duration}. Niemand kann die eigene Anfrage genehmigen.",
    reason: "Warum benötigen Sie die Anwendung jetzt?",
    hint: { one: "Mindestens {count} Zeichen.", other: "Mindestens {count} Zeichen." },
    whoReads:
      "Die Genehmigenden lesen dies, und es wird für Prüfungen aufbewahrt: Schreiben Sie weder Passwörter noch Kundendaten.",
    send: "Genehmigung anfragen",
    tooShort: {
      one: "Bitte geben Sie eine Begründung mit mindestens {count} Zeichen an.",
      other: "Bitte geben Sie eine Begründung mit mindestens {count} Zeichen an.",
    },
    tooLong: {
      one: "Bitte beschränken Sie die Begründung auf {count} Zeichen.",
      other: "Bitte beschränken Sie die Begründung auf {count} Zeichen.",
    },
    own: "Meine offenen Anfragen",
  },
  request: {
    waitingTitle: "Warten auf eine Genehmigung für {application}",
    waiting:
      "Noch hat niemand geantwortet. Sobald jemand genehmigt, öffnet sich die Anwendung auf dieser Seite von selbst.",
    passOn:
      "Die Genehmigenden finden Ihre Anfrage auf ihrer Seite. Wenn es eilt, senden Sie einer dieser Personen diesen Link:",
    link: "Link zu Ihrer Anfrage",
    copy: "Link kopieren",
    copied: "Kopiert",
    mail: "Per E-Mail senden",
    mailSubject: "Bitte um Genehmigung: {application}",
    mailBody: "Ich benötige {application} und bitte um Ihre Genehmigung:\n\n{link}\n",
    checkNow: "Jetzt prüfen",
    trouble: "Im Moment antworten wir nicht. Wir versuchen es weiter.",
    refusedTitle: "{application} wurde nicht genehmigt",
    refused: "Eine zuständige Person hat Ihre Anfrage gesehen und abgelehnt.",
    expiredTitle: "Niemand hat rechtzeitig geantwortet",
    expired: "Ihre Anfrage zu {application} war eine Zeit lang offen, und niemand hat sie beantwortet.",
    overTitle: "Diese Genehmigung ist abgelaufen",
    over: "Ihre Anfrage zu {application} wurde genehmigt, und die Zeit ist abgelaufen.",
    askAgain: "Erneut anfragen",
  },
  decide: {
    title: "{person} bittet um {application}",
    what: "Wenn Sie genehmigen, kann die Person die Anwendung beliebig oft öffnen. Dauer: {duration}.",
    wholeApplication:
      "Ihre Genehmigung gilt für die ganze Anwendung, gleich an welcher Stelle die Person sie öffnet.",
    comment: "Kommentar",
    commentHint: "Freiwillig. Die Person und Prüfende können ihn lesen.",
    approve: "Genehmigen",
    refuse: "Ablehnen",
    own: "Diese Anfrage ist Ihre eigene, gestellt mit einem anderen Ihrer Konten. Eine andere Person muss entscheiden.",
    approved: "Diese Anfrage wurde genehmigt.",
    refused: "Diese Anfrage wurde abgelehnt.",
    expired: "Niemand hat diese Anfrage rechtzeitig beantwortet.",
    toList: "Zu allen offenen Anfragen",
  },
  list: {
    title: "Genehmigungen",
    toDecide: "Warten auf Ihre Antwort",
    nothingToDecide: "Nichts wartet auf Sie.",
    own: "Ihre eigenen offenen Anfragen",
    noOwn: "Sie haben keine offene Anfrage.",
    asks: "{person} · {moment}",
    partly:
      "Eine unserer Regionen hat nicht geantwortet; diese Liste ist vielleicht nicht vollständig. Laden Sie die Seite gleich noch einmal.",
  },
};
