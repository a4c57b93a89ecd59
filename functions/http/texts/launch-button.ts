/** What the launch button says beside its label, in every language. They travel inside its script: keep them short. */
import type { InEveryLanguage } from "./languages.ts";

export interface LaunchButtonTexts {
  readonly ready: string;
  readonly waiting: string;
  readonly closed: string;
  readonly not_entitled: string;
  readonly signed_out: string;
  readonly offline: string;
  /** Where it opens. */
  readonly tab: string;
  readonly native: string;
  readonly embed: string;
}

export const LAUNCH_BUTTON_TEXTS: InEveryLanguage<LaunchButtonTexts> = {
  en: {
    ready: "Ready to open",
    waiting: "You may have to wait for a place",
    closed: "Closed at the moment",
    not_entitled: "You do not have this application",
    signed_out: "You will be asked to sign in",
    offline: "Cannot be reached from here just now",
    tab: "Opens in a new tab",
    native: "Opens in the installed client",
    embed: "Opens on this page",
  },
  es: {
    ready: "Lista para abrir",
    waiting: "Puede que tenga que esperar un puesto",
    closed: "Cerrada en este momento",
    not_entitled: "Usted no tiene esta aplicación",
    signed_out: "Se le pedirá que inicie sesión",
    offline: "Ahora no se puede acceder desde aquí",
    tab: "Se abre en una pestaña nueva",
    native: "Se abre en el cliente instalado",
    embed: "Se abre en esta página",
  },
  pt: {
    ready: "Pronta a abrir",
    waiting: "Poderá ter de aguardar por um lugar",
    closed: "Encerrada neste momento",
    not_entitled: "Não tem acesso a esta aplicação",
    signed_out: "Ser-lhe-á pedido que inicie sessão",
    offline: "De momento não é possível aceder a partir daqui",
    tab: "Abre num novo separador",
    native: "Abre no cliente instalado",
    embed: "Abre nesta página",
  },
  de: {
    ready: "Startbereit",
    waiting: "Sie müssen eventuell auf einen Platz warten",
    closed: "Zurzeit geschlossen",
    not_entitled: "Sie haben diese Anwendung nicht",
    signed_out: "Sie werden gebeten, sich anzumelden",
    offline: "Von hier aus zurzeit nicht erreichbar",
    tab: "Öffnet sich in einem neuen Tab",
    native: "Öffnet sich im installierten Client",
    embed: "Öffnet sich auf dieser Seite",
  },
  tr: {
    ready: "Açılmaya hazır",
    waiting: "Yer için beklemeniz gerekebilir",
    closed: "Şu anda kapalı",
    not_entitled: "Bu uygulamaya erişiminiz yok",
    signed_out: "Oturum açmanız istenecek",
    offline: "Şu anda buradan ulaşılamıyor",
    tab: "Yeni sekmede açılır",
    native: "Yüklü istemcide açılır",
    embed: "Bu sayfada açılır",
  },
};
