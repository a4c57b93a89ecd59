/** The link studio's words, in every language. `{origin}` and `{application}` are put in. */
import type { InEveryLanguage } from "./languages.ts";

export interface LinkStudioTexts {
  readonly title: string;
  readonly intro: string;
  readonly noPortals: string;
  readonly noApplications: string;
  readonly portal: string;
  readonly application: string;
  readonly label: string;
  readonly labelHint: string;
  readonly language: string;
  readonly pageLanguage: string;
  readonly target: string;
  readonly targets: Readonly<Record<"tab" | "same" | "native" | "embed", string>>;
  readonly context: string;
  readonly contextHint: string;
  readonly contextWrong: string;
  readonly contextNone: string;
  readonly embedsNot: string;
  readonly show: string;
  readonly preview: string;
  readonly previewHint: string;
  readonly link: string;
  readonly linkHint: string;
  readonly button: string;
  readonly buttonHint: string;
  readonly frame: string;
  readonly frameHint: string;
  readonly readsStates: string;
  readonly readsNoStates: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
}

export const LINK_STUDIO_TEXTS: InEveryLanguage<LinkStudioTexts> = {
  en: {
    title: "Link studio",
    intro: "Links and buttons that open an application from your portal's pages.",
    noPortals: "The policy lists no portal yet. Add one under portals, and it appears here.",
    noApplications: "This portal shows no application.",
    portal: "Portal",
    application: "Application",
    label: "Text of the button",
    labelHint: "Left empty, it is the application's name.",
    language: "Language of the button",
    pageLanguage: "As the page around it",
    target: "Opens",
    targets: {
      tab: "in a new tab",
      same: "in the same tab",
      native: "in the installed client",
      embed: "on the page itself",
    },
    context: "Deep link",
    contextHint: "What the application opens at. Left empty, it opens at its beginning.",
    contextWrong:
      "This application does not take that deep link. Its pattern is {pattern}, with at most {length} characters.",
    contextNone: "This application takes no deep links. Leave the field empty.",
    embedsNot:
      "This portal may not embed streams. Choose another way of opening, or have the policy allow it.",
    show: "Show the code",
    preview: "Preview",
    previewHint: "It works: it opens the application for you.",
    link: "Plain link",
    linkHint: "For mails, wikis and bookmarks.",
    button: "Button",
    buttonHint:
      "For pages. Without JavaScript, the link inside it stays. A page with a Content-Security-Policy needs script-src and connect-src {origin}.",
    frame: "Frame",
    frameHint:
      "Shows the stream on the page itself. A page with a Content-Security-Policy needs frame-src {origin}.",
    readsStates:
      "Buttons on this portal's pages show whether the application is ready for whoever looks at them.",
    readsNoStates:
      "The policy lets this portal's pages read nothing about people: its buttons show no state.",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Could not be copied: select the text instead.",
  },
  es: {
    title: "Estudio de enlaces",
    intro: "Enlaces y botones que abren una aplicación desde las páginas de su portal.",
    noPortals: "La política aún no incluye ningún portal. Añada uno en portals y aparecerá aquí.",
    noApplications: "Este portal no muestra ninguna aplicación.",
    portal: "Portal",
    application: "Aplicación",
    label: "Texto del botón",
    labelHint: "Si se deja vacío, es el nombre de la aplicación.",
    language: "Idioma del botón",
    pageLanguage: "El de la página que lo contiene",
    target: "Se abre",
    targets: {
      tab: "en una pestaña nueva",
      same: "en la misma pestaña",
      native: "en el cliente instalado",
      embed: "en la propia página",
    },
    context: "Enlace directo",
    contextHint: "Lo que la aplicación abre. Si se deja vacío, se abre por el principio.",
    contextWrong:
      "Esta aplicación no admite ese enlace directo. Su patrón es {pattern}, con {length} caracteres como máximo.",
    contextNone: "Esta aplicación no admite enlaces directos. Deje el campo vacío.",
    embedsNot:
      "Este portal no puede incrustar sesiones. Elija otra forma de abrir o solicite que la política lo permita.",
    show: "Mostrar el código",
    preview: "Vista previa",
    previewHint: "Funciona: abre la aplicación para usted.",
    link: "Enlace sencillo",
    linkHint: "Para correos, wikis y marcadores.",
    button: "Botón",
    buttonHint:
      "Para páginas. Sin JavaScript queda el enlace que contiene. Una página con Content-Security-Policy necesita script-src y connect-src {origin}.",
    frame: "Marco",
    frameHint:
      "Muestra la sesión en la propia página. Una página con Content-Security-Policy necesita frame-src {origin}.",
    readsStates:
      "Los botones de las páginas de este portal muestran si la aplicación está lista para quien los mira.",
    readsNoStates:
      "La política no permite que las páginas de este portal lean nada sobre las personas: sus botones no muestran ningún estado.",
    copy: "Copiar",
    copied: "Copiado",
    copyFailed: "No se ha podido copiar: seleccione el texto.",
  },
  pt: {
    title: "Estúdio de ligações",
    intro: "Ligações e botões que abrem uma aplicação a partir das páginas do seu portal.",
    noPortals: "A política ainda não inclui nenhum portal. Acrescente um em portals e ele aparecerá aqui.",
    noApplications: "Este portal não mostra nenhuma aplicação.",
    portal: "Portal",
    application: "Aplicação",
    label: "Texto do botão",
    labelHint: "Se ficar vazio, é o nome da aplicação.",
    language: "Idioma do botão",
    pageLanguage: "O da página que o contém",
    target: "Abre",
    targets: {
      tab: "num novo separador",
      same: "no mesmo separador",
      native: "no cliente instalado",
      embed: "na própria página",
    },
    context: "Ligação direta",
    contextHint: "O que a aplicação abre. Se ficar vazio, abre no início.",
    contextWrong:
      "Esta aplicação não aceita essa ligação direta. O padrão é {pattern}, com {length} caracteres no máximo.",
    contextNone: "Esta aplicação não aceita ligações diretas. Deixe o campo vazio.",
    embedsNot:
      "Este portal não pode incorporar sessões. Escolha outra forma de abrir ou peça que a política o permita.",
    show: "Mostrar o código",
    preview: "Pré-visualização",
    previewHint: "Funciona: abre a aplicação para si.",
    link: "Ligação simples",
    linkHint: "Para mensagens, wikis e marcadores.",
    button: "Botão",
    buttonHint:
      "Para páginas. Sem JavaScript, fica a ligação que contém. Uma página com Content-Security-Policy precisa de script-src e connect-src {origin}.",
    frame: "Moldura",
    frameHint:
      "Mostra a sessão na própria página. Uma página com Content-Security-Policy precisa de frame-src {origin}.",
    readsStates: "Os botões nas páginas deste portal mostram se a aplicação está pronta para quem os vê.",
    readsNoStates:
      "A política não permite que as páginas deste portal leiam o que quer que seja sobre as pessoas: os seus botões não mostram nenhum estado.",
    copy: "Copiar",
    copied: "Copiado",
    copyFailed: "Não foi possível copiar: selecione o texto.",
  },
  de: {
    title: "Link-Werkstatt",
    intro: "Links und Schaltflächen, die eine Anwendung von den Seiten Ihres Portals aus öffnen.",
    noPortals:
      "Die Richtlinie enthält noch kein Portal. Tragen Sie eines unter portals ein, dann erscheint es hier.",
    noApplications: "Dieses Portal zeigt keine Anwendung.",
    portal: "Portal",
    application: "Anwendung",
    label: "Text der Schaltfläche",
    labelHint: "Bleibt das Feld leer, ist es der Name der Anwendung.",
    language: "Sprache der Schaltfläche",
    pageLanguage: "Wie die Seite, auf der sie steht",
    target: "Öffnet sich",
    targets: {
      tab: "in einem neuen Tab",
      same: "im selben Tab",
      native: "im installierten Client",
      embed: "auf der Seite selbst",
    },
    context: "Direktlink",
    contextHint: "Womit sich die Anwendung öffnet. Bleibt das Feld leer, öffnet sie sich am Anfang.",
    contextWrong:
      "Diese Anwendung nimmt diesen Direktlink nicht an. Ihr Muster ist {pattern}, mit höchstens {length} Zeichen.",
    contextNone: "Diese Anwendung nimmt keine Direktlinks an. Lassen Sie das Feld leer.",
    embedsNot:
      "Dieses Portal darf keine Sitzungen einbetten. Wählen Sie eine andere Art des Öffnens, oder lassen Sie es in der Richtlinie erlauben.",
    show: "Code anzeigen",
    preview: "Vorschau",
    previewHint: "Sie funktioniert: Sie öffnet die Anwendung für Sie.",
    link: "Einfacher Link",
    linkHint: "Für E-Mails, Wikis und Lesezeichen.",
    button: "Schaltfläche",
    buttonHint:
      "Für Seiten. Ohne JavaScript bleibt der enthaltene Link. Eine Seite mit Content-Security-Policy braucht script-src und connect-src {origin}.",
    frame: "Rahmen",
    frameHint:
      "Zeigt die Sitzung auf der Seite selbst. Eine Seite mit Content-Security-Policy braucht frame-src {origin}.",
    readsStates:
      "Schaltflächen auf den Seiten dieses Portals zeigen, ob die Anwendung für die betrachtende Person bereit ist.",
    readsNoStates:
      "Die Richtlinie lässt die Seiten dieses Portals nichts über Personen lesen: Seine Schaltflächen zeigen keinen Zustand.",
    copy: "Kopieren",
    copied: "Kopiert",
    copyFailed: "Kopieren nicht möglich: Markieren Sie bitte den Text.",
  },
  tr: {
    title: "Bağlantı stüdyosu",
    intro: "Portalınızın sayfalarından bir uygulamayı açan bağlantılar ve düğmeler.",
    noPortals: "İlkede henüz portal yok. portals altına bir portal eklediğinizde burada görünür.",
    noApplications: "Bu portal hiçbir uygulama göstermiyor.",
    portal: "Portal",
    application: "Uygulama",
    label: "Düğmenin metni",
    labelHint: "Boş bırakılırsa uygulamanın adı kullanılır.",
    language: "Düğmenin dili",
    pageLanguage: "Bulunduğu sayfanın dili",
    target: "Açılacağı yer",
    targets: {
      tab: "yeni sekme",
      same: "aynı sekme",
      native: "yüklü istemci",
      embed: "sayfanın kendisi",
    },
    context: "Derin bağlantı",
    contextHint: "Uygulamanın açacağı yer. Boş bırakılırsa uygulama baştan açılır.",
    contextWrong:
      "Bu uygulama bu derin bağlantıyı kabul etmiyor. Kalıbı {pattern}, en çok {length} karakter.",
    contextNone: "Bu uygulama derin bağlantı kabul etmiyor. Alanı boş bırakın.",
    embedsNot:
      "Bu portal oturum gömemez. Başka bir açılış biçimi seçin veya ilkede izin verilmesini isteyin.",
    show: "Kodu göster",
    preview: "Önizleme",
    previewHint: "Çalışır durumda: uygulamayı sizin için açar.",
    link: "Düz bağlantı",
    linkHint: "E-postalar, vikiler ve yer imleri için.",
    button: "Düğme",
    buttonHint:
      "Sayfalar için. JavaScript yoksa içindeki bağlantı kalır. Content-Security-Policy kullanan bir sayfada script-src ve connect-src için {origin} gerekir.",
    frame: "Çerçeve",
    frameHint:
      "Oturumu sayfanın içinde gösterir. Content-Security-Policy kullanan bir sayfada frame-src için {origin} gerekir.",
    readsStates:
      "Bu portalın sayfalarındaki düğmeler, uygulamanın bakan kişi için hazır olup olmadığını gösterir.",
    readsNoStates:
      "İlke, bu portalın sayfalarının kişiler hakkında bilgi okumasına izin vermiyor: düğmeleri durum göstermez.",
    copy: "Kopyala",
    copied: "Kopyalandı",
    copyFailed: "Kopyalanamadı: metni seçin.",
  },
};
