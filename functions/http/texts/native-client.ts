/** What the hand-off to the native client says when it may be missing. */
import type { InEveryLanguage } from "./languages.ts";

export interface NativeClientTexts {
  readonly opened: string;
  readonly nothing: string;
  readonly install: string;
  readonly over: string;
  readonly again: string;
}

export const NATIVE_CLIENT_TEXTS: InEveryLanguage<NativeClientTexts> = {
  en: {
    opened: "The AppStream client has taken over. You can close this page.",
    nothing: "Nothing happened? Then the client is probably not installed on this computer.",
    install: "Get the client",
    over: "This way into the client has expired, as it does after a short time.",
    again: "Try again",
  },
  es: {
    opened: "El cliente de AppStream ha tomado el relevo. Puede cerrar esta página.",
    nothing: "¿No ha pasado nada? Probablemente el cliente no está instalado en este equipo.",
    install: "Obtener el cliente",
    over: "Este acceso al cliente ha caducado, como ocurre al cabo de poco tiempo.",
    again: "Volver a intentarlo",
  },
  pt: {
    opened: "O cliente AppStream assumiu a ligação. Pode fechar esta página.",
    nothing: "Não aconteceu nada? Provavelmente o cliente não está instalado neste computador.",
    install: "Obter o cliente",
    over: "Este acesso ao cliente expirou, como acontece ao fim de pouco tempo.",
    again: "Tentar novamente",
  },
  de: {
    opened: "Der AppStream-Client hat übernommen. Sie können diese Seite schließen.",
    nothing: "Nichts passiert? Dann ist der Client auf diesem Computer wahrscheinlich nicht installiert.",
    install: "Client herunterladen",
    over: "Dieser Zugang zum Client ist abgelaufen, wie es nach kurzer Zeit geschieht.",
    again: "Erneut versuchen",
  },
  tr: {
    opened: "AppStream istemcisi devraldı. Bu sayfayı kapatabilirsiniz.",
    nothing: "Hiçbir şey olmadı mı? İstemci büyük olasılıkla bu bilgisayarda yüklü değil.",
    install: "İstemciyi edinin",
    over: "İstemciye giden bu yolun süresi doldu; kısa bir süre sonra böyle olur.",
    again: "Yeniden dene",
  },
};
