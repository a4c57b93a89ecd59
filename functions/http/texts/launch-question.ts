/** What a person is asked whom another site's page sent to a launch without a click. */
import type { InEveryLanguage } from "./languages.ts";

export interface LaunchQuestionTexts {
  readonly title: string;
  readonly what: string;
  readonly open: string;
  readonly no: string;
}

export const LAUNCH_QUESTION_TEXTS: InEveryLanguage<LaunchQuestionTexts> = {
  en: {
    title: "Open {application}?",
    what: "Another page led you here by itself, so nothing has been opened yet. If you did not mean to open this application, close this page.",
    open: "Open {application}",
    no: "Go to my applications",
  },
  es: {
    title: "¿Abrir {application}?",
    what: "Otra página le ha traído aquí por su cuenta, así que aún no se ha abierto nada. Si no quería abrir esta aplicación, cierre esta página.",
    open: "Abrir {application}",
    no: "Ir a mis aplicaciones",
  },
  pt: {
    title: "Abrir {application}?",
    what: "Outra página trouxe-o até aqui por si só, pelo que ainda nada foi aberto. Se não pretendia abrir esta aplicação, feche esta página.",
    open: "Abrir {application}",
    no: "Ir para as minhas aplicações",
  },
  de: {
    title: "{application} öffnen?",
    what: "Eine andere Seite hat Sie von sich aus hierher geführt, deshalb wurde noch nichts geöffnet. Wenn Sie diese Anwendung nicht öffnen wollten, schließen Sie diese Seite.",
    open: "{application} öffnen",
    no: "Zu meinen Anwendungen",
  },
  tr: {
    title: "{application} açılsın mı?",
    what: "Başka bir sayfa sizi kendiliğinden buraya yönlendirdi, bu nedenle henüz hiçbir şey açılmadı. Bu uygulamayı açmak istemediyseniz bu sayfayı kapatın.",
    open: "{application} uygulamasını aç",
    no: "Uygulamalarıma git",
  },
};
