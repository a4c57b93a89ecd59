/** The pages in German, with „Sie“: what happened, what to do next, no blame, no internals. */
import type { Texts } from "./shape.ts";

export const de: Texts = {
  pages: {
    not_this_way: {
      title: "Auf diesem Weg geht es nicht weiter",
      what: "Diese Anfrage kam nicht über unseren Haupteingang und wurde deshalb nicht beantwortet.",
      next: "Öffnen Sie Ihre Anwendungen unter der gewohnten Adresse. Wenn Sie das getan haben, nennen Sie dem Helpdesk den Referenzcode unten.",
    },
    not_found: {
      title: "Dieser Link führt nirgendwohin",
      what: "Hinter diesem Link steht keine Anwendung. Sie wurde möglicherweise umbenannt oder außer Betrieb genommen.",
      next: "Prüfen Sie den Link oder wählen Sie aus Ihren Anwendungen.",
    },
    no_sign_in: {
      title: "Hinter diesem Link steht keine Anmeldung",
      what: "Der Link nennt eine Anmeldung, die es bei uns nicht gibt. Sie wurde möglicherweise umbenannt oder außer Betrieb genommen.",
      next: "Prüfen Sie den Link oder gehen Sie zu Ihren Anwendungen und melden Sie sich dort an.",
    },
    invalid_link: {
      title: "Dieser Link ist unvollständig",
      what: "In dem Link fehlt etwas, oder er enthält etwas, das diese Anwendung nicht zulässt. Es wurde nichts geöffnet.",
      next: "Öffnen Sie ihn noch einmal dort, wo Sie ihn gefunden haben. Wenn Sie ihn eingetippt oder geändert haben, verwenden Sie das Original.",
    },
    no_access: {
      title: "Diese Anwendung ist für Sie nicht freigegeben",
      what: "Sie sind angemeldet, aber Ihr Konto gehört nicht zu denen, für die diese Anwendung bestimmt ist.",
      next: "Wenn Sie sie für Ihre Arbeit brauchen, beantragen Sie den Zugang bei Ihrer Führungskraft oder beim Helpdesk. Wenn Sie ihn gerade erhalten haben, melden Sie sich neu an.",
    },
    mfa_required: {
      title: "Ein zweiter Faktor ist erforderlich",
      what: "Diese Anwendung öffnet sich nur nach einer Anmeldung mit zweitem Faktor, und Ihre letzte Anmeldung hatte keinen.",
      next: "Melden Sie sich neu an und bestätigen Sie mit Ihrem zweiten Faktor.",
    },
    outside_hours: {
      title: "Zurzeit geschlossen",
      what: "Diese Anwendung ist nur während ihrer Öffnungszeiten verfügbar.",
      next: "Kommen Sie wieder, wenn sie geöffnet ist.",
    },
    not_from_here: {
      title: "Von hier aus nicht verfügbar",
      what: "Diese Anwendung darf von Ihrem jetzigen Ort oder Netz aus nicht benutzt werden, oder ihre Daten dürfen ihr Gebiet nicht verlassen.",
      next: "Verbinden Sie sich mit dem Firmennetz oder versuchen Sie es von Ihrem üblichen Arbeitsort aus.",
    },
    sign_in_expired: {
      title: "Diese Anmeldung ist abgelaufen",
      what: "Die Anmeldung hat zu lange gedauert, wurde schon verwendet oder in einem anderen Browser begonnen. Das kommt auch nach der Zurück-Taste vor.",
      next: "Es ist nichts verloren: Beginnen Sie von vorn. Wenn es wieder vorkommt, lassen Sie Cookies für diese Website zu.",
    },
    sign_in_interrupted: {
      title: "Ihre Anmeldung konnte nicht abgeschlossen werden",
      what: "Der Ort, an dem diese Anmeldung begann, antwortet nicht. Der Fehler liegt bei uns; mit Ihrem Konto ist alles in Ordnung.",
      next: "Es ist nichts verloren: Beginnen Sie von vorn. Wenn es noch einmal misslingt, warten Sie eine Minute und nennen Sie dann dem Helpdesk den Referenzcode unten.",
    },
    sign_in_cancelled: {
      title: "Anmeldung abgebrochen",
      what: "Sie haben die Anmeldung abgebrochen, oder Ihre Organisation hat sie nicht zugelassen.",
      next: "Beginnen Sie von vorn, wenn Sie so weit sind.",
    },
    sign_in_failed: {
      title: "Wir konnten nicht bestätigen, wer Sie sind",
      what: "Die Antwort der Anmeldung Ihrer Organisation hat unsere Prüfungen nicht bestanden. Sie wurden nicht angemeldet.",
      next: "Beginnen Sie von vorn. Wenn es noch einmal misslingt, nennen Sie dem Helpdesk den Referenzcode unten.",
    },
    sign_out_failed: {
      title: "Möglicherweise sind Sie noch angemeldet",
      what: "Die Anmeldung Ihrer Organisation hat uns gebeten, Sie abzumelden, aber ihre Anfrage hat unsere Prüfungen nicht bestanden.",
      next: "Öffnen Sie Ihre Anwendungen und melden Sie sich dort ab, oder schließen Sie den Browser.",
    },
    too_many_groups: {
      title: "Ihre Gruppen sind nicht bei uns angekommen",
      what: "Ihr Konto ist in mehr Gruppen, als die Anmeldung Ihrer Organisation weitergibt. Deshalb können wir nicht erkennen, was Sie öffnen dürfen.",
      next: "Wenden Sie sich an den Helpdesk: Die Anmeldung soll nur die Gruppen senden, die dieser Anwendung zugewiesen sind. Nennen Sie den Referenzcode unten.",
    },
    provider_down: {
      title: "Die Anmeldung antwortet nicht",
      what: "Die Anmeldung Ihrer Organisation ist zurzeit nicht erreichbar. Mit Ihrem Konto ist alles in Ordnung.",
      next: "Warten Sie eine Minute und versuchen Sie es noch einmal.",
    },
    no_capacity: {
      title: "Zurzeit ist kein Platz frei",
      what: "Keiner der Orte, an denen diese Anwendung laufen darf, konnte Sie jetzt aufnehmen.",
      next: "Warten Sie eine Minute und versuchen Sie es noch einmal. Was Sie gespeichert haben, ist davon nicht betroffen.",
    },
    maintenance: {
      title: "Es finden Wartungsarbeiten statt",
      what: "Alles, worauf diese Anwendung laufen darf, wird gerade gewartet und nimmt niemanden neu auf.",
      next: "Versuchen Sie es später noch einmal. Wenn Sie dort noch eine Sitzung geöffnet haben, können Sie darin weiterarbeiten.",
    },
    not_running: {
      title: "Diese Anwendung läuft gerade nicht",
      what: "Nichts von dem, was Sie dafür benutzen dürfen, ist eingeschaltet. Hier zu warten würde daran nichts ändern.",
      next: "Wenden Sie sich an den Helpdesk und nennen Sie den Referenzcode unten.",
    },
    session_still_open: {
      title: "Ihre Sitzung konnte nicht beendet werden",
      what: "Sie ist noch offen, und nichts darin ist verloren.",
      next: "Öffnen Sie die Anwendung noch einmal, um in die Sitzung zurückzukehren oder sie erneut zu beenden.",
    },
    session_gone: {
      title: "Diese Sitzung ist schon vorbei",
      what: "Die Sitzung, die Sie beenden wollten, gab es nicht mehr. Es wurde nichts beendet.",
      next: "Öffnen Sie die Anwendung noch einmal.",
    },
    broken_setup: {
      title: "Diese Anwendung ist nicht richtig eingerichtet",
      what: "Sie kann wegen eines Fehlers auf unserer Seite nicht geöffnet werden. Ein neuer Versuch hilft nicht.",
      next: "Nennen Sie dem Helpdesk den Referenzcode unten; daraus geht genau hervor, was nicht stimmt.",
    },
    not_embeddable: {
      title: "Dies kann nicht in einer anderen Seite angezeigt werden",
      what: "Die Seite, auf der Sie sind, darf diese Anwendung nicht enthalten, daher wurde nichts geöffnet.",
      next: "Öffnen Sie sie in einem eigenen Tab über Ihre Anwendungen.",
    },
    session_limit: {
      title: "Sie können keine weitere Sitzung öffnen",
      what: "Sie haben bereits so viele Sitzungen geöffnet, wie Sie gleichzeitig haben dürfen.",
      next: "Kehren Sie in eine davon zurück, oder beenden Sie eine unter „Meine Sitzungen“ und öffnen Sie diese Anwendung noch einmal. Eine Sitzung, die gerade beendet wurde, zählt noch einige Minuten lang.",
    },
    time_budget: {
      title: "Ihre Zeit ist aufgebraucht",
      what: "Für diese Anwendung hat jede Person eine bestimmte Zeit, und Ihre ist vorerst aufgebraucht.",
      next: "Was Sie gespeichert haben, bleibt erhalten. Wenn Sie mehr Zeit brauchen, wenden Sie sich an Ihre Führungskraft oder den Helpdesk.",
    },
    application_full: {
      title: "Alle Plätze sind belegt",
      what: "Diese Anwendung wird gerade von so vielen Personen genutzt, wie sie gleichzeitig nutzen dürfen.",
      next: "Versuchen Sie es in einigen Minuten noch einmal: Ein Platz wird frei, sobald jemand gegangen ist.",
    },
    no_link_studio: {
      title: "Die Link-Werkstatt ist nicht für Sie",
      what: "Sie sind angemeldet, aber Ihr Konto gehört zu keinem Team, das die Links eines Portals erstellt.",
      next: "Wenn Sie ein Portal betreuen, lassen Sie Ihr Team über den Helpdesk in die Richtlinie aufnehmen. Ist das gerade geschehen, melden Sie sich neu an.",
    },
    no_help_desk: {
      title: "Diese Seite ist für den Helpdesk",
      what: "Sie sind angemeldet, aber Ihr Konto gehört nicht zu denen, für die diese Seite bestimmt ist.",
      next: "Wenn sie zu Ihrer Arbeit gehört, beantragen Sie den Zugang bei Ihrer Führungskraft. Wenn Sie ihn gerade erhalten haben, melden Sie sich neu an.",
    },
    approval_needed: {
      title: "Jemand anderes muss dies genehmigen",
      what: "Diese Anwendung öffnet sich nur für eine Zeit, nachdem eine dafür zuständige Person Ihre Begründung genehmigt hat.",
      next: "Öffnen Sie die Anwendung erneut über Ihre Anwendungen und geben Sie dort Ihre Begründung an.",
    },
    approval_limit: {
      title: "Zu viele Anfragen sind offen",
      what: "Sie haben mehrere Genehmigungen angefragt, die noch niemand beantwortet hat, oder sehr viele Personen fragen diese Anwendung an.",
      next: "Warten Sie, bis eine beantwortet ist, oder sprechen Sie eine genehmigende Person an.",
    },
    approval_own: {
      title: "Jemand anderes muss dies entscheiden",
      what: "Diese Anfrage ist Ihre eigene, und niemand darf sich selbst genehmigen. Das gilt auch für Ihre anderen Konten.",
      next: "Geben Sie den Link an eine andere genehmigende Person weiter.",
    },
    approval_over: {
      title: "Diese Anfrage ist geschlossen",
      what: "Sie wurde bereits beantwortet, oder ihre Zeit ist abgelaufen. Ihre Antwort wurde nicht gezählt.",
      next: "Der Link der Anfrage zeigt, was daraus wurde. Bei Bedarf kann die Person erneut anfragen.",
    },
    signed_out_needed: {
      title: "Bitte melden Sie sich an",
      what: "Sie sind nicht angemeldet, oder Ihre Anmeldung ist abgelaufen.",
      next: "Melden Sie sich an, um fortzufahren.",
    },
    access_disabled: {
      title: "Ihr Zugang wurde gesperrt",
      what: "Ein Administrator hat Ihren Zugang zu diesen Anwendungen gesperrt. Sie wurden deshalb hier abgemeldet.",
      next: "Wenden Sie sich an den Helpdesk und nennen Sie den Referenzcode unten. Eine neue Anmeldung hilft nicht.",
    },
    unexpected: {
      title: "Etwas ist schiefgegangen",
      what: "Ein Fehler auf unserer Seite hat dies verhindert.",
      next: "Versuchen Sie es in einer Minute noch einmal. Wenn es dabei bleibt, nennen Sie dem Helpdesk den Referenzcode unten.",
    },
  },
  reference: "Referenzcode",
  tryAgain: "Noch einmal versuchen",
  signIn: "Anmelden",
  signInWith: "Anmelden mit",
  signInAgain: "Neu anmelden",
  signOut: "Abmelden",
  toApplications: "Ihre Anwendungen",
  help: "Hilfe:",
  opens: "Geöffnet",
  days: { mon: "Mo", tue: "Di", wed: "Mi", thu: "Do", fri: "Fr", sat: "Sa", sun: "So" },
  applications: "Ihre Anwendungen",
  applicationsIntro:
    "Jede öffnet sich in diesem Tab, auf der Ihnen nächstgelegenen Flotte, auf der sie laufen darf.",
  noApplications:
    "Ihnen ist noch keine Anwendung zugewiesen. Beantragen Sie den Zugang bei Ihrer Führungskraft oder beim Helpdesk.",
  signedInAs: "Angemeldet als",
  welcome: "Willkommen",
  welcomeIntro: "Melden Sie sich mit Ihrem dienstlichen Konto an, um Ihre Anwendungen zu öffnen.",
  chooseProvider: "Wo melden Sie sich an?",
  chooseProviderIntro: "Wählen Sie die Organisation, bei der Ihr dienstliches Konto geführt wird.",
  openInClient: "Bereit zum Öffnen",
  openInClientIntro:
    "Ihre Anwendung öffnet sich im AppStream-Client, der auf diesem Computer installiert sein muss.",
  openInClientButton: "Im AppStream-Client öffnen",
  openInBrowser: "Stattdessen den Browser verwenden",
  continueTitle: "Als diese Person fortfahren?",
  continueIntro: "Die Anmeldung Ihrer Organisation hat Sie hierher geschickt als:",
  continueOpens: "Geöffnet wird",
  continueReplaces: "Das ersetzt die Anmeldung der Person, die hier jetzt angemeldet ist:",
  continueYes: "Fortfahren",
  continueNo: "Das bin ich nicht",
  onwardTitle: "Einen Moment",
  onwardIntro: "Sie sind angemeldet. Ihre Anwendung wird gleich geöffnet.",
  onwardButton: "Weiter",
  waiting: {
    title: {
      fleet_full: "Warten auf einen Platz in {application}",
      fleet_starting: "{application} wird vorbereitet",
      region_resting: "{application} ist gerade nicht erreichbar",
    },
    what: {
      fleet_full:
        "Zurzeit sind alle Plätze belegt. Meist wird innerhalb von {duration} einer frei, oder früher, wenn jemand geht.",
      fleet_starting: "Die Rechner, auf denen sie läuft, werden gestartet. Das dauert meist {duration}.",
      region_resting:
        "Der Dienst, auf dem sie läuft, hat gerade eine Störung, die meist innerhalb von {duration} vorübergeht. Wir versuchen es automatisch noch einmal.",
    },
    next: "Sie sind als Nächstes an der Reihe.",
    ahead: { one: "Eine Person ist vor Ihnen.", other: "{count} Personen sind vor Ihnen." },
    waited: "Sie warten seit {duration}.",
    classWindow: {
      one: "{name} hat {moment} begonnen, für eine Person. Es kann daher länger als üblich dauern.",
      other: "{name} hat {moment} begonnen, für {count} Personen. Es kann daher länger als üblich dauern.",
    },
    goesOn:
      "Sie können diese Seite offen lassen: Es geht von selbst weiter, sobald ein Platz für Sie frei ist.",
    offer:
      "Sie können sie stattdessen in {places} öffnen. Ihre Sitzung würde dort laufen und dort bleiben, bis Sie sie beenden.",
    offerButton: "Dort öffnen",
    checkNow: "Jetzt prüfen",
    stop: "Nicht länger warten",
    checked: "Zuletzt geprüft: {time}.",
    ready: "{application} wird geöffnet",
    trouble: "Wir sind von hier aus gerade nicht erreichbar. Diese Seite versucht es weiter.",
  },
  choice: {
    title: "Sie haben {other} noch geöffnet",
    what: "{application} würde am selben Ort laufen wie Ihre offene Sitzung ({other}), und dort kann nur eine von beiden laufen.",
    onScreen: "Sie ist in diesem Augenblick auf einem Bildschirm geöffnet.",
    ends: "Wenn Sie nichts tun, endet sie {moment} von selbst.",
    warning:
      "Wenn Sie sie beenden, wird alles darin geschlossen, und nicht Gespeichertes geht verloren. Ist kein anderer Platz frei, steht ein neuer nach {duration} bereit.",
    goBack: "Zurück zu {other}",
    end: "{other} beenden und {application} öffnen",
    another: "eine andere Anwendung",
    ended: "Diese Sitzung ist beendet. Ihre Anwendung wird gleich geöffnet.",
  },
};
