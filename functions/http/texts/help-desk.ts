/** What the help desk's pages say, in every language. Explanations themselves are English (core/explain.ts). */
import type { InEveryLanguage } from "./languages.ts";

export type HelpDeskFault =
  | "form"
  | "user_id"
  | "identity_provider"
  | "user_id_is_a_claim"
  | "subject"
  | "reference"
  | "reason"
  | "not_found"
  | "unavailable";

export interface HelpDeskTexts {
  readonly title: string;
  readonly intro: string;
  readonly findTitle: string;
  readonly findIntro: string;
  readonly by: string;
  readonly byReference: string;
  readonly byUser: string;
  readonly bySubject: string;
  readonly value: string;
  readonly find: string;
  readonly explainTitle: string;
  readonly explainIntro: string;
  readonly reference: string;
  readonly explain: string;
  readonly personTitle: string;
  readonly identityProvider: string;
  readonly subject: string;
  readonly userId: string;
  readonly launchId: string;
  readonly notKnown: string;
  readonly empty: string;
  readonly silent: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly launchTitle: string;
  readonly inEnglish: string;
  readonly showSessions: string;
  readonly another: string;
  readonly faults: Readonly<Record<HelpDeskFault, string>>;
}

export const HELP_DESK_TEXTS: InEveryLanguage<HelpDeskTexts> = {
  en: {
    title: "Help desk",
    intro: "Whatever you look at or end here is written down with your name.",
    findTitle: "Find a person's sessions",
    findIntro: "In all Regions, by what the person can tell you or what you know of their account.",
    by: "Look up by",
    byReference: "Reference code or launch ID",
    byUser: "AppStream user ID",
    bySubject: "Subject at {provider}",
    value: "Code, ID or subject",
    find: "Find sessions",
    explainTitle: "Explain a launch",
    explainIntro:
      "Every page about a problem shows a reference code. Small letters and missing dashes do no harm.",
    reference: "Reference code or launch ID",
    explain: "Explain",
    personTitle: "Sessions of one person",
    identityProvider: "Identity provider",
    subject: "Subject",
    userId: "AppStream user ID",
    launchId: "Launch ID",
    notKnown: "not known",
    empty: "This person has no session open.",
    silent:
      "{places} did not answer just now. A session of this person there may be missing from this list, or shown as not confirmed.",
    reason: "Reason",
    reasonHint: "Kept with your name; 200 characters at most. Everything that is not saved is lost.",
    launchTitle: "What happened",
    inEnglish: "",
    showSessions: "Show this person's sessions",
    another: "Back to the help desk",
    faults: {
      form: "Something in the form is missing. Please fill it in again.",
      user_id: "That is no AppStream user ID: it has 2 to 32 characters.",
      identity_provider: "There is no such identity provider.",
      user_id_is_a_claim:
        "This provider names the AppStream user ID itself, so it cannot be found from the subject. Look up by the AppStream user ID.",
      subject: "Please enter the subject exactly as the identity provider has it.",
      reference: "That is neither a reference code (16 letters and digits) nor the ID of a launch.",
      reason: "Please give a reason of one line, at most 200 characters. Nothing was ended.",
      not_found: "Nothing is known under it. Codes are kept for 30 days.",
      unavailable: "Not every Region answered, and it was not found in the others. Try again in a minute.",
    },
  },
  es: {
    title: "Centro de soporte",
    intro: "Todo lo que consulte o termine aquí queda registrado con su nombre.",
    findTitle: "Buscar las sesiones de una persona",
    findIntro: "En todas las regiones, con lo que la persona pueda decirle o lo que sepa de su cuenta.",
    by: "Buscar por",
    byReference: "Código de referencia o ID de apertura",
    byUser: "ID de usuario de AppStream",
    bySubject: "Sujeto en {provider}",
    value: "Código, ID o sujeto",
    find: "Buscar sesiones",
    explainTitle: "Explicar una apertura",
    explainIntro:
      "Toda página sobre un problema muestra un código de referencia. Las minúsculas y los guiones que falten no importan.",
    reference: "Código de referencia o ID de apertura",
    explain: "Explicar",
    personTitle: "Sesiones de una persona",
    identityProvider: "Proveedor de identidad",
    subject: "Sujeto",
    userId: "ID de usuario de AppStream",
    launchId: "ID de apertura",
    notKnown: "no se conoce",
    empty: "Esta persona no tiene ninguna sesión abierta.",
    silent:
      "No hemos recibido respuesta de {places}. Puede que en esta lista falte una sesión de esta persona allí, o que aparezca sin confirmar.",
    reason: "Motivo",
    reasonHint:
      "Se guarda con su nombre; 200 caracteres como máximo. Se pierde todo lo que no se haya guardado.",
    launchTitle: "Qué ha pasado",
    inEnglish: "La explicación está en inglés.",
    showSessions: "Ver las sesiones de esta persona",
    another: "Volver al centro de soporte",
    faults: {
      form: "Falta algo en el formulario. Rellénelo de nuevo, por favor.",
      user_id: "Eso no es un ID de usuario de AppStream: tiene entre 2 y 32 caracteres.",
      identity_provider: "No hay ningún proveedor de identidad con ese nombre.",
      user_id_is_a_claim:
        "Este proveedor indica él mismo el ID de usuario de AppStream, así que no se puede obtener del sujeto. Busque por el ID de usuario de AppStream.",
      subject: "Escriba el sujeto exactamente como lo tiene el proveedor de identidad.",
      reference: "Eso no es un código de referencia (16 letras y cifras) ni el ID de una apertura.",
      reason: "Indique un motivo de una línea, de 200 caracteres como máximo. No se ha terminado nada.",
      not_found: "No consta nada con ese código. Los códigos se conservan 30 días.",
      unavailable:
        "No han respondido todas las regiones, y en las demás no se ha encontrado. Inténtelo de nuevo en un minuto.",
    },
  },
  pt: {
    title: "Suporte",
    intro: "Tudo o que consultar ou terminar aqui fica registado com o seu nome.",
    findTitle: "Procurar as sessões de uma pessoa",
    findIntro: "Em todas as regiões, com o que a pessoa lhe puder dizer ou o que souber da conta dela.",
    by: "Procurar por",
    byReference: "Código de referência ou ID de abertura",
    byUser: "ID de utilizador do AppStream",
    bySubject: "Sujeito em {provider}",
    value: "Código, ID ou sujeito",
    find: "Procurar sessões",
    explainTitle: "Explicar uma abertura",
    explainIntro:
      "Todas as páginas sobre um problema mostram um código de referência. Minúsculas e hífenes em falta não fazem diferença.",
    reference: "Código de referência ou ID de abertura",
    explain: "Explicar",
    personTitle: "Sessões de uma pessoa",
    identityProvider: "Fornecedor de identidade",
    subject: "Sujeito",
    userId: "ID de utilizador do AppStream",
    launchId: "ID de abertura",
    notKnown: "não se sabe",
    empty: "Esta pessoa não tem nenhuma sessão aberta.",
    silent:
      "Não recebemos resposta de {places}. Uma sessão desta pessoa nesse local pode faltar nesta lista ou aparecer como não confirmada.",
    reason: "Motivo",
    reasonHint:
      "Fica guardado com o seu nome; no máximo 200 caracteres. Perde-se tudo o que não tiver sido guardado.",
    launchTitle: "O que aconteceu",
    inEnglish: "A explicação está em inglês.",
    showSessions: "Mostrar as sessões desta pessoa",
    another: "Voltar ao suporte",
    faults: {
      form: "Falta algo no formulário. Preencha-o novamente, por favor.",
      user_id: "Isso não é um ID de utilizador do AppStream: tem entre 2 e 32 caracteres.",
      identity_provider: "Não existe nenhum fornecedor de identidade com esse nome.",
      user_id_is_a_claim:
        "Este fornecedor indica ele próprio o ID de utilizador do AppStream, pelo que não se pode obter a partir do sujeito. Procure pelo ID de utilizador do AppStream.",
      subject: "Introduza o sujeito exatamente como o fornecedor de identidade o tem.",
      reference: "Isso não é um código de referência (16 letras e algarismos) nem o ID de uma abertura.",
      reason: "Indique um motivo de uma linha, com 200 caracteres no máximo. Nada foi terminado.",
      not_found: "Nada consta com esse código. Os códigos são guardados durante 30 dias.",
      unavailable:
        "Nem todas as regiões responderam, e nas outras não foi encontrado. Tente novamente dentro de um minuto.",
    },
  },
  de: {
    title: "Helpdesk",
    intro: "Alles, was Sie hier ansehen oder beenden, wird mit Ihrem Namen festgehalten.",
    findTitle: "Sitzungen einer Person finden",
    findIntro:
      "In allen Regionen, anhand dessen, was die Person Ihnen sagen kann oder was Sie über ihr Konto wissen.",
    by: "Suchen nach",
    byReference: "Referenzcode oder Start-ID",
    byUser: "AppStream-Benutzer-ID",
    bySubject: "Subject bei {provider}",
    value: "Code, ID oder Subject",
    find: "Sitzungen finden",
    explainTitle: "Einen Start erklären",
    explainIntro:
      "Jede Seite über ein Problem zeigt einen Referenzcode. Kleinbuchstaben und fehlende Bindestriche schaden nicht.",
    reference: "Referenzcode oder Start-ID",
    explain: "Erklären",
    personTitle: "Sitzungen einer Person",
    identityProvider: "Identitätsanbieter",
    subject: "Subject",
    userId: "AppStream-Benutzer-ID",
    launchId: "Start-ID",
    notKnown: "nicht bekannt",
    empty: "Diese Person hat keine Sitzung geöffnet.",
    silent:
      "Von {places} kam gerade keine Antwort. Eine Sitzung dieser Person dort kann in dieser Liste fehlen oder als nicht bestätigt erscheinen.",
    reason: "Grund",
    reasonHint:
      "Wird mit Ihrem Namen festgehalten; höchstens 200 Zeichen. Alles, was nicht gespeichert ist, geht verloren.",
    launchTitle: "Was geschehen ist",
    inEnglish: "Die Erklärung ist auf Englisch.",
    showSessions: "Sitzungen dieser Person anzeigen",
    another: "Zurück zum Helpdesk",
    faults: {
      form: "Im Formular fehlt etwas. Bitte füllen Sie es noch einmal aus.",
      user_id: "Das ist keine AppStream-Benutzer-ID: Sie hat 2 bis 32 Zeichen.",
      identity_provider: "Es gibt keinen solchen Identitätsanbieter.",
      user_id_is_a_claim:
        "Dieser Anbieter nennt die AppStream-Benutzer-ID selbst; aus dem Subject lässt sie sich nicht ermitteln. Suchen Sie nach der AppStream-Benutzer-ID.",
      subject: "Bitte geben Sie das Subject genau so ein, wie der Identitätsanbieter es hat.",
      reference: "Das ist weder ein Referenzcode (16 Buchstaben und Ziffern) noch die ID eines Starts.",
      reason:
        "Bitte geben Sie einen einzeiligen Grund mit höchstens 200 Zeichen an. Es wurde nichts beendet.",
      not_found: "Darunter ist nichts bekannt. Codes werden 30 Tage lang aufbewahrt.",
      unavailable:
        "Nicht jede Region hat geantwortet, und in den anderen wurde nichts gefunden. Versuchen Sie es in einer Minute erneut.",
    },
  },
  tr: {
    title: "Destek",
    intro: "Burada baktığınız veya sonlandırdığınız her şey adınızla kaydedilir.",
    findTitle: "Bir kişinin oturumlarını bulun",
    findIntro: "Tüm bölgelerde; kişinin size söyleyebildikleriyle veya hesabı hakkında bildiklerinizle.",
    by: "Arama ölçütü",
    byReference: "Başvuru kodu veya açılış kimliği",
    byUser: "AppStream kullanıcı kimliği",
    bySubject: "{provider} üzerindeki özne",
    value: "Kod, kimlik veya özne",
    find: "Oturumları bul",
    explainTitle: "Bir açılışı açıklayın",
    explainIntro:
      "Sorun bildiren her sayfada bir başvuru kodu bulunur. Küçük harfler ve eksik kısa çizgiler sorun olmaz.",
    reference: "Başvuru kodu veya açılış kimliği",
    explain: "Açıkla",
    personTitle: "Bir kişinin oturumları",
    identityProvider: "Kimlik sağlayıcı",
    subject: "Özne",
    userId: "AppStream kullanıcı kimliği",
    launchId: "Açılış kimliği",
    notKnown: "bilinmiyor",
    empty: "Bu kişinin açık oturumu yok.",
    silent:
      "Şu anda yanıt alınamayan yer: {places}. Bu kişinin oradaki bir oturumu bu listede eksik olabilir veya doğrulanmamış olarak görünebilir.",
    reason: "Gerekçe",
    reasonHint: "Adınızla saklanır; en çok 200 karakter. Kaydedilmemiş her şey kaybolur.",
    launchTitle: "Ne oldu",
    inEnglish: "Açıklama İngilizcedir.",
    showSessions: "Bu kişinin oturumlarını göster",
    another: "Desteğe dön",
    faults: {
      form: "Formda bir şey eksik. Lütfen yeniden doldurun.",
      user_id: "Bu bir AppStream kullanıcı kimliği değil: 2 ile 32 karakter arasında olmalıdır.",
      identity_provider: "Böyle bir kimlik sağlayıcı yok.",
      user_id_is_a_claim:
        "Bu sağlayıcı AppStream kullanıcı kimliğini kendisi belirtir; bu yüzden özneden bulunamaz. AppStream kullanıcı kimliğiyle arayın.",
      subject: "Lütfen özneyi kimlik sağlayıcıda olduğu gibi, aynen girin.",
      reference: "Bu, ne bir başvuru kodu (16 harf ve rakam) ne de bir açılışın kimliğidir.",
      reason: "Lütfen tek satırlık, en çok 200 karakterlik bir gerekçe yazın. Hiçbir şey sonlandırılmadı.",
      not_found: "Bununla ilgili bir kayıt yok. Kodlar 30 gün saklanır.",
      unavailable: "Tüm bölgeler yanıt vermedi ve diğerlerinde bulunamadı. Bir dakika sonra yeniden deneyin.",
    },
  },
};
