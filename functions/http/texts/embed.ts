/** What the page says that holds a stream inside a portal's page. */
import type { InEveryLanguage } from "./languages.ts";

export interface EmbedTexts {
  readonly opening: string;
  readonly waiting: string;
  readonly signIn: string;
  readonly signInButton: string;
  readonly tryAgain: string;
  readonly ended: string;
  readonly disconnected: string;
  readonly openAgain: string;
  readonly failed: string;
  readonly ownTab: string;
  readonly choose: string;
}

export const EMBED_TEXTS: InEveryLanguage<EmbedTexts> = {
  en: {
    opening: "Opening {application} …",
    waiting: "All places of {application} are taken. It opens here as soon as one comes free.",
    signIn: "Sign in to open {application}. The sign-in opens in a new tab; then come back here.",
    signInButton: "Sign in",
    tryAgain: "Try again",
    ended: "Your session has ended.",
    disconnected: "You are disconnected. What you had open is kept for a while.",
    openAgain: "Open it again",
    failed: "{application} could not be opened here.",
    ownTab: "Open in its own tab",
    choose: "Another session of yours is in the way. Open {application} in its own tab to choose.",
  },
  es: {
    opening: "Abriendo {application}…",
    waiting: "Todas las plazas de {application} están ocupadas. Se abrirá aquí en cuanto quede una libre.",
    signIn:
      "Inicie sesión para abrir {application}. El inicio de sesión se abre en una pestaña nueva; después, vuelva aquí.",
    signInButton: "Iniciar sesión",
    tryAgain: "Volver a intentarlo",
    ended: "Su sesión ha terminado.",
    disconnected: "Se ha desconectado. Lo que tenía abierto se conserva durante un tiempo.",
    openAgain: "Volver a abrir",
    failed: "{application} no se ha podido abrir aquí.",
    ownTab: "Abrir en su propia pestaña",
    choose: "Otra de sus sesiones lo impide. Abra {application} en su propia pestaña para elegir.",
  },
  pt: {
    opening: "A abrir {application}…",
    waiting: "Todos os lugares de {application} estão ocupados. Abre aqui assim que um ficar livre.",
    signIn:
      "Inicie sessão para abrir {application}. O início de sessão abre num separador novo; depois, volte aqui.",
    signInButton: "Iniciar sessão",
    tryAgain: "Tentar novamente",
    ended: "A sua sessão terminou.",
    disconnected: "A ligação foi interrompida. O que tinha aberto é conservado durante algum tempo.",
    openAgain: "Abrir novamente",
    failed: "Não foi possível abrir {application} aqui.",
    ownTab: "Abrir em separador próprio",
    choose: "Outra sessão sua impede a abertura. Abra {application} em separador próprio para escolher.",
  },
  de: {
    opening: "{application} wird geöffnet …",
    waiting: "Alle Plätze von {application} sind belegt. Sobald einer frei wird, öffnet es sich hier.",
    signIn:
      "Melden Sie sich an, um {application} zu öffnen. Die Anmeldung öffnet sich in einem neuen Tab; kommen Sie danach hierher zurück.",
    signInButton: "Anmelden",
    tryAgain: "Erneut versuchen",
    ended: "Ihre Sitzung ist beendet.",
    disconnected: "Die Verbindung ist getrennt. Was Sie geöffnet hatten, bleibt eine Weile erhalten.",
    openAgain: "Erneut öffnen",
    failed: "{application} konnte hier nicht geöffnet werden.",
    ownTab: "In eigenem Tab öffnen",
    choose:
      "Eine andere Ihrer Sitzungen ist im Weg. Öffnen Sie {application} in einem eigenen Tab, um zu wählen.",
  },
  tr: {
    opening: "{application} açılıyor…",
    waiting: "{application} için tüm yerler dolu. Bir yer boşalır boşalmaz burada açılır.",
    signIn:
      "{application} uygulamasını açmak için oturum açın. Oturum açma yeni sekmede açılır; sonra buraya dönün.",
    signInButton: "Oturum aç",
    tryAgain: "Yeniden dene",
    ended: "Oturumunuz sona erdi.",
    disconnected: "Bağlantınız kesildi. Açık olan işleriniz bir süre saklanır.",
    openAgain: "Yeniden aç",
    failed: "{application} burada açılamadı.",
    ownTab: "Kendi sekmesinde aç",
    choose:
      "Başka bir oturumunuz buna engel oluyor. Seçim yapmak için {application} uygulamasını kendi sekmesinde açın.",
  },
};
