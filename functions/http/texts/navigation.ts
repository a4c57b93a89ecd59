/** The header's words, in every language. */
import type { InEveryLanguage } from "./languages.ts";

export interface NavigationTexts {
  readonly applications: string;
  readonly sessions: string;
  readonly helpDesk: string;
  readonly linkStudio: string;
  readonly approvals: string;
}

export const NAVIGATION_TEXTS: InEveryLanguage<NavigationTexts> = {
  en: {
    applications: "Applications",
    sessions: "My sessions",
    helpDesk: "Help desk",
    linkStudio: "Link studio",
    approvals: "Approvals",
  },
  es: {
    applications: "Aplicaciones",
    sessions: "Mis sesiones",
    helpDesk: "Soporte",
    linkStudio: "Estudio de enlaces",
    approvals: "Aprobaciones",
  },
  pt: {
    applications: "Aplicações",
    sessions: "As minhas sessões",
    helpDesk: "Suporte",
    linkStudio: "Estúdio de ligações",
    approvals: "Aprovações",
  },
  de: {
    applications: "Anwendungen",
    sessions: "Meine Sitzungen",
    helpDesk: "Helpdesk",
    linkStudio: "Link-Werkstatt",
    approvals: "Genehmigungen",
  },
  tr: {
    applications: "Uygulamalar",
    sessions: "Oturumlarım",
    helpDesk: "Destek",
    linkStudio: "Bağlantı stüdyosu",
    approvals: "Onaylar",
  },
};
