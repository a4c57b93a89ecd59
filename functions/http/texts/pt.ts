/** The pages in European Portuguese, formal and without «você»: what happened, what to do next, no blame, no internals. */
import type { Texts } from "./shape.ts";

export const pt: Texts = {
  pages: {
    not_this_way: {
      title: "Por aqui nada é servido",
      what: "Este pedido não chegou pela nossa porta principal, pelo que não foi atendido.",
      next: "Abra as suas aplicações no endereço habitual. Se já o fez, indique o código de referência abaixo ao serviço de suporte.",
    },
    not_found: {
      title: "Esta ligação não leva a lado nenhum",
      what: "Não há nenhuma aplicação por trás desta ligação. Pode ter mudado de nome ou ter sido retirada de serviço.",
      next: "Verifique a ligação ou escolha uma das suas aplicações.",
    },
    no_sign_in: {
      title: "Esta ligação não leva a nenhum início de sessão",
      what: "A ligação indica um início de sessão que não temos. Pode ter mudado de nome ou ter sido retirado de serviço.",
      next: "Verifique a ligação ou vá às suas aplicações e inicie sessão aí.",
    },
    invalid_link: {
      title: "Esta ligação não está completa",
      what: "Falta algo na ligação, ou ela contém algo que esta aplicação não admite, pelo que nada foi aberto.",
      next: "Abra-a de novo a partir do local onde a encontrou. Se a escreveu ou alterou, use a original.",
    },
    no_access: {
      title: "Não tem esta aplicação",
      what: "Tem sessão iniciada, mas a sua conta não está entre aquelas a que esta aplicação se destina.",
      next: "Se precisa dela para o seu trabalho, peça acesso ao seu responsável ou ao serviço de suporte. Se acabou de o receber, inicie sessão de novo.",
    },
    mfa_required: {
      title: "É necessário um segundo fator",
      what: "Esta aplicação só abre após um início de sessão com segundo fator, e o seu último não o teve.",
      next: "Inicie sessão de novo e confirme com o seu segundo fator.",
    },
    outside_hours: {
      title: "Fechada a esta hora",
      what: "Esta aplicação só está disponível no seu horário de funcionamento.",
      next: "Volte quando estiver aberta.",
    },
    not_from_here: {
      title: "Não disponível a partir daqui",
      what: "Esta aplicação não pode ser usada a partir do seu local ou rede atual, ou os seus dados não podem sair da sua área.",
      next: "Ligue-se à rede da empresa ou tente de novo a partir do seu local de trabalho habitual.",
    },
    sign_in_expired: {
      title: "Este início de sessão terminou",
      what: "O início de sessão demorou demasiado, já tinha sido usado ou foi começado noutro navegador. Isto também acontece depois de usar o botão Retroceder.",
      next: "Nada se perdeu: comece de novo. Se continuar a acontecer, permita os cookies deste site.",
    },
    sign_in_interrupted: {
      title: "Não foi possível concluir o seu início de sessão",
      what: "O local onde este início de sessão começou não responde. A falha é nossa; a sua conta está bem.",
      next: "Nada se perdeu: comece de novo. Se falhar outra vez, espere um minuto e depois indique o código de referência abaixo ao serviço de suporte.",
    },
    sign_in_cancelled: {
      title: "Início de sessão cancelado",
      what: "Cancelou o início de sessão, ou a sua organização não o permitiu.",
      next: "Comece de novo quando quiser.",
    },
    sign_in_failed: {
      title: "Não conseguimos confirmar a sua identidade",
      what: "A resposta do início de sessão da sua organização não passou nas nossas verificações, pelo que a sessão não foi iniciada.",
      next: "Comece de novo. Se falhar outra vez, indique o código de referência abaixo ao serviço de suporte.",
    },
    sign_out_failed: {
      title: "É possível que a sua sessão ainda esteja iniciada",
      what: "O início de sessão da sua organização pediu-nos que terminássemos a sua sessão, mas o pedido não passou nas nossas verificações.",
      next: "Abra as suas aplicações e termine aí a sessão, ou feche o navegador.",
    },
    too_many_groups: {
      title: "Os seus grupos não chegaram até nós",
      what: "A sua conta está em mais grupos do que o início de sessão da sua organização transmite, pelo que não podemos saber o que pode abrir.",
      next: "Informe o serviço de suporte: o início de sessão deve enviar apenas os grupos atribuídos a esta aplicação. Indique o código de referência abaixo.",
    },
    provider_down: {
      title: "O início de sessão não responde",
      what: "De momento não é possível contactar o início de sessão da sua organização. A sua conta está bem.",
      next: "Espere um minuto e tente de novo.",
    },
    no_capacity: {
      title: "De momento não há lugares livres",
      what: "Nenhum dos locais que podem executar esta aplicação pôde atender o seu pedido agora.",
      next: "Espere um minuto e tente de novo. Nada do que guardou é afetado.",
    },
    maintenance: {
      title: "Está em curso uma manutenção",
      what: "Tudo o que pode executar esta aplicação está em manutenção e, de momento, não recebe mais ninguém.",
      next: "Tente de novo mais tarde. Se ainda tem lá uma sessão aberta, pode continuar a trabalhar nela.",
    },
    not_running: {
      title: "Esta aplicação não está em funcionamento",
      what: "Nada do que pode usar para ela está ligado, e esperar aqui não mudaria isso.",
      next: "Informe o serviço de suporte e indique o código de referência abaixo.",
    },
    session_still_open: {
      title: "Não foi possível terminar a sua sessão",
      what: "Continua aberta e nada nela se perdeu.",
      next: "Abra de novo a aplicação para voltar à sessão ou para tentar terminá-la outra vez.",
    },
    session_gone: {
      title: "Essa sessão já tinha terminado",
      what: "A sessão que queria terminar já não existia, pelo que nada foi terminado.",
      next: "Abra de novo a aplicação.",
    },
    broken_setup: {
      title: "Esta aplicação não está bem configurada",
      what: "Não pode ser aberta por uma falha nossa. Tentar de novo não ajudará.",
      next: "Indique o código de referência abaixo ao serviço de suporte; diz-lhes exatamente o que está errado.",
    },
    not_embeddable: {
      title: "Isto não pode ser mostrado dentro de outra página",
      what: "A página em que está não pode conter esta aplicação, por isso nada foi aberto.",
      next: "Abra-a num separador próprio, a partir das suas aplicações.",
    },
    session_limit: {
      title: "Não pode abrir outra sessão",
      what: "Já tem abertas tantas sessões quantas pode ter ao mesmo tempo.",
      next: "Volte a uma delas, ou termine uma em As minhas sessões e abra de novo esta aplicação. Uma sessão que acabou de terminar ainda conta durante alguns minutos.",
    },
    time_budget: {
      title: "O seu tempo está esgotado",
      what: "Esta aplicação concede a cada pessoa um determinado tempo, e o seu está esgotado por agora.",
      next: "O que guardou mantém-se. Se precisar de mais tempo, peça-o ao seu responsável ou ao serviço de suporte.",
    },
    application_full: {
      title: "Todos os lugares estão ocupados",
      what: "Já estão a usar esta aplicação tantas pessoas quantas a podem usar ao mesmo tempo.",
      next: "Tente de novo dentro de alguns minutos: fica um lugar livre assim que alguém sair.",
    },
    no_link_studio: {
      title: "O estúdio de ligações não é para si",
      what: "Tem sessão iniciada, mas a sua conta não pertence a nenhuma equipa que crie as ligações de um portal.",
      next: "Se é responsável por um portal, peça ao serviço de suporte que a sua equipa seja incluída na política. Se isso acabou de ser feito, inicie sessão de novo.",
    },
    no_help_desk: {
      title: "Esta página é para o serviço de suporte",
      what: "Tem sessão iniciada, mas a sua conta não está entre aquelas a que esta página se destina.",
      next: "Se fizer parte do seu trabalho, peça acesso ao seu responsável. Se acabou de o receber, inicie sessão de novo.",
    },
    approval_needed: {
      title: "Outra pessoa tem de aprovar",
      what: "Esta aplicação só abre durante algum tempo, depois de uma pessoa responsável por ela ter aprovado o seu motivo.",
      next: "Abra de novo a aplicação a partir das suas aplicações e indique aí o seu motivo.",
    },
    approval_limit: {
      title: "Há demasiados pedidos à espera",
      what: "Pediu várias aprovações a que ainda ninguém respondeu, ou há muitas pessoas a pedir esta aplicação.",
      next: "Aguarde até que um seja respondido, ou avise uma pessoa que os possa aprovar.",
    },
    approval_own: {
      title: "Tem de ser outra pessoa a decidir",
      what: "Este pedido é seu, e ninguém pode aprovar-se a si próprio. Isto vale também para as suas outras contas.",
      next: "Envie a ligação a outra pessoa que possa aprovar.",
    },
    approval_over: {
      title: "Este pedido está fechado",
      what: "Já foi respondido, ou o prazo terminou. A sua resposta não foi contada.",
      next: "A ligação do pedido mostra o que aconteceu. Se ainda for necessário, a pessoa pode pedir de novo.",
    },
    signed_out_needed: {
      title: "Inicie sessão",
      what: "Não tem sessão iniciada, ou a sua sessão terminou.",
      next: "Inicie sessão para continuar.",
    },
    access_disabled: {
      title: "O seu acesso foi desativado",
      what: "Um administrador desativou o seu acesso a estas aplicações, pelo que a sua sessão foi terminada aqui.",
      next: "Contacte o serviço de suporte e indique o código de referência abaixo. Iniciar sessão de novo não ajudará.",
    },
    unexpected: {
      title: "Algo correu mal",
      what: "Uma falha nossa impediu que isto funcionasse.",
      next: "Tente de novo daqui a um minuto. Se persistir, indique o código de referência abaixo ao serviço de suporte.",
    },
  },
  reference: "Código de referência",
  tryAgain: "Tentar de novo",
  signIn: "Iniciar sessão",
  signInWith: "Iniciar sessão com",
  signInAgain: "Iniciar sessão de novo",
  signOut: "Terminar sessão",
  toApplications: "As suas aplicações",
  help: "Ajuda:",
  opens: "Aberta",
  days: { mon: "seg", tue: "ter", wed: "qua", thu: "qui", fri: "sex", sat: "sáb", sun: "dom" },
  applications: "As suas aplicações",
  applicationsIntro: "Cada uma abre neste separador, na frota mais próxima de si que a pode executar.",
  noApplications:
    "Ainda não lhe foi atribuída nenhuma aplicação. Peça acesso ao seu responsável ou ao serviço de suporte.",
  signedInAs: "Sessão iniciada como",
  welcome: "Damos-lhe as boas-vindas",
  welcomeIntro: "Inicie sessão com a sua conta profissional para abrir as suas aplicações.",
  chooseProvider: "Onde inicia sessão?",
  chooseProviderIntro: "Escolha a organização da sua conta profissional.",
  openInClient: "Pronta a abrir",
  openInClientIntro:
    "A sua aplicação abre no cliente AppStream, que tem de estar instalado neste computador.",
  openInClientButton: "Abrir no cliente AppStream",
  openInBrowser: "Usar antes o navegador",
  continueTitle: "Continuar como esta pessoa?",
  continueIntro: "Chegou aqui, pelo início de sessão da sua organização, como:",
  continueOpens: "Será aberta",
  continueReplaces: "Substitui quem tem agora sessão iniciada aqui:",
  continueYes: "Continuar",
  continueNo: "Não sou eu",
  onwardTitle: "Um momento",
  onwardIntro: "A sua sessão está iniciada. A sua aplicação está prestes a abrir.",
  onwardButton: "Prosseguir",
  waiting: {
    title: {
      fleet_full: "À espera de um lugar em {application}",
      fleet_starting: "{application} está a ser preparada",
      region_resting: "{application} não está acessível neste momento",
    },
    what: {
      fleet_full:
        "De momento todos os lugares estão ocupados. Costuma ficar um livre em {duration}, ou antes, quando alguém sair.",
      fleet_starting: "Os computadores que a executam estão a arrancar, o que costuma demorar {duration}.",
      region_resting:
        "O serviço que a executa está com dificuldades, que costumam passar em {duration}. Voltamos a tentar automaticamente.",
    },
    next: "É a próxima pessoa na fila.",
    ahead: { one: "Há uma pessoa à sua frente.", other: "Há {count} pessoas à sua frente." },
    waited: "Está à espera há {duration}.",
    classWindow: {
      one: "{name} começou {moment}, para uma pessoa, pelo que a espera pode ser mais longa do que o habitual.",
      other:
        "{name} começou {moment}, para {count} pessoas, pelo que a espera pode ser mais longa do que o habitual.",
    },
    goesOn: "Pode deixar esta página aberta: continua sozinha assim que houver um lugar para si.",
    offer:
      "Em alternativa, pode abri-la em {places}. A sua sessão seria executada lá e lá ficaria até a terminar.",
    offerButton: "Abrir lá",
    checkNow: "Verificar agora",
    stop: "Deixar de esperar",
    checked: "Última verificação: {time}.",
    ready: "A abrir {application}",
    trouble: "De momento não é possível contactar-nos a partir daqui. Esta página continua a tentar.",
  },
  choice: {
    title: "Ainda tem {other} em aberto",
    what: "{application} seria executada no mesmo local que a sua sessão aberta com {other}, e aí só pode ser executada uma delas.",
    onScreen: "Está aberta num ecrã neste momento.",
    ends: "Se não fizer nada, termina por si só {moment}.",
    warning:
      "Ao terminá-la fecha-se tudo o que nela está aberto, e o que não foi guardado perde-se. Se não houver outro lugar livre, um novo fica pronto após {duration}.",
    goBack: "Voltar a {other}",
    end: "Terminar {other} e abrir {application}",
    another: "outra aplicação",
    ended: "Essa sessão terminou. A sua aplicação está prestes a abrir.",
  },
};
