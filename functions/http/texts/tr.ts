/**
 * The pages in Turkish, with “siz”: what happened, what to do next, no blame, no internals. No text puts a suffix on what
 * is filled in: its vowels are not known here.
 */
import type { Texts } from "./shape.ts";

export const tr: Texts = {
  pages: {
    not_this_way: {
      title: "Bu yoldan hizmet verilmiyor",
      what: "Bu istek ana girişimizden gelmediği için yanıtlanmadı.",
      next: "Uygulamalarınızı her zamanki adresinden açın. Zaten öyle yaptıysanız aşağıdaki referans kodunu destek ekibine bildirin.",
    },
    not_found: {
      title: "Bu bağlantı hiçbir yere götürmüyor",
      what: "Bu bağlantının arkasında bir uygulama yok. Adı değişmiş ya da kullanımdan kaldırılmış olabilir.",
      next: "Bağlantıyı kontrol edin veya uygulamalarınız arasından seçin.",
    },
    no_sign_in: {
      title: "Bu bağlantının arkasında bir oturum açma yolu yok",
      what: "Bağlantı, bizde bulunmayan bir oturum açma yolunu gösteriyor. Adı değişmiş ya da kullanımdan kaldırılmış olabilir.",
      next: "Bağlantıyı kontrol edin veya uygulamalarınıza gidip orada oturum açın.",
    },
    invalid_link: {
      title: "Bu bağlantı eksik",
      what: "Bağlantıda bir şey eksik ya da bu uygulamanın izin vermediği bir şey var; bu yüzden hiçbir şey açılmadı.",
      next: "Bağlantıyı bulduğunuz yerden yeniden açın. Elle yazdıysanız veya değiştirdiyseniz aslını kullanın.",
    },
    no_access: {
      title: "Bu uygulama size tanımlı değil",
      what: "Oturumunuz açık, ancak hesabınız bu uygulamanın tanımlı olduğu hesaplar arasında değil.",
      next: "İşiniz için gerekiyorsa yöneticinizden veya destek ekibinden erişim isteyin. Erişim az önce verildiyse yeniden oturum açın.",
    },
    mfa_required: {
      title: "İkinci bir doğrulama gerekiyor",
      what: "Bu uygulama yalnızca iki aşamalı bir oturum açmadan sonra açılır; son oturum açışınızda ikinci aşama yoktu.",
      next: "Yeniden oturum açın ve ikinci doğrulama yönteminizle onaylayın.",
    },
    outside_hours: {
      title: "Şu saatte kapalı",
      what: "Bu uygulama yalnızca çalışma saatlerinde kullanılabilir.",
      next: "Açık olduğu saatlerde yeniden gelin.",
    },
    not_from_here: {
      title: "Buradan kullanılamıyor",
      what: "Bu uygulama şu anda bulunduğunuz yerden veya ağdan kullanılamaz ya da verileri kendi bölgesinin dışına çıkamaz.",
      next: "Kurum ağına bağlanın veya her zamanki çalışma yerinizden yeniden deneyin.",
    },
    sign_in_expired: {
      title: "Bu oturum açma işleminin süresi doldu",
      what: "İşlem çok uzun sürdü, daha önce kullanıldı veya başka bir tarayıcıda başlatıldı. Geri düğmesinden sonra da böyle olur.",
      next: "Hiçbir şey kaybolmadı: yeniden başlayın. Tekrarlanırsa bu site için çerezlere izin verin.",
    },
    sign_in_interrupted: {
      title: "Oturum açma işleminiz tamamlanamadı",
      what: "Bu işlemin başladığı yer yanıt vermiyor. Hata bizden kaynaklanıyor; hesabınızda sorun yok.",
      next: "Hiçbir şey kaybolmadı: yeniden başlayın. Yine olmazsa bir dakika bekleyin, sonra aşağıdaki referans kodunu destek ekibine bildirin.",
    },
    sign_in_cancelled: {
      title: "Oturum açma iptal edildi",
      what: "Oturum açmayı siz iptal ettiniz veya kurumunuz izin vermedi.",
      next: "Hazır olduğunuzda yeniden başlayın.",
    },
    sign_in_failed: {
      title: "Kim olduğunuzu doğrulayamadık",
      what: "Kurumunuzun oturum açma hizmetinden gelen yanıt denetimlerimizden geçmedi; bu yüzden oturumunuz açılmadı.",
      next: "Yeniden başlayın. Yine olmazsa aşağıdaki referans kodunu destek ekibine bildirin.",
    },
    sign_out_failed: {
      title: "Oturumunuz hâlâ açık olabilir",
      what: "Kurumunuzun oturum açma hizmeti oturumunuzu kapatmamızı istedi, ancak isteği denetimlerimizden geçmedi.",
      next: "Uygulamalarınızı açıp oturumu oradan kapatın veya tarayıcıyı kapatın.",
    },
    too_many_groups: {
      title: "Gruplarınız bize ulaşmadı",
      what: "Hesabınız, kurumunuzun oturum açma hizmetinin ilettiğinden daha çok grupta yer alıyor; bu yüzden neleri açabileceğinizi bilemiyoruz.",
      next: "Destek ekibine bildirin: oturum açma hizmeti yalnızca bu uygulamaya atanmış grupları göndermelidir. Aşağıdaki referans kodunu verin.",
    },
    provider_down: {
      title: "Oturum açma hizmeti yanıt vermiyor",
      what: "Kurumunuzun oturum açma hizmetine şu anda ulaşılamıyor. Hesabınızda sorun yok.",
      next: "Bir dakika bekleyip yeniden deneyin.",
    },
    no_capacity: {
      title: "Şu anda boş yer yok",
      what: "Bu uygulamayı çalıştırabilecek yerlerin hiçbiri şu anda sizi alamadı.",
      next: "Bir dakika bekleyip yeniden deneyin. Kaydettikleriniz bundan etkilenmez.",
    },
    maintenance: {
      title: "Bakım çalışması yapılıyor",
      what: "Bu uygulamayı çalıştırabilecek her yer bakımda ve şu anda yeni kimseyi almıyor.",
      next: "Daha sonra yeniden deneyin. Orada hâlâ açık bir oturumunuz varsa çalışmaya devam edebilirsiniz.",
    },
    not_running: {
      title: "Bu uygulama şu anda çalışmıyor",
      what: "Bunun için kullanabileceğiniz hiçbir yer açık değil; burada beklemek bunu değiştirmez.",
      next: "Destek ekibine bildirin ve aşağıdaki referans kodunu verin.",
    },
    session_still_open: {
      title: "Oturumunuz sonlandırılamadı",
      what: "Oturum hâlâ açık ve içindeki hiçbir şey kaybolmadı.",
      next: "Oturuma dönmek veya yeniden sonlandırmayı denemek için uygulamayı tekrar açın.",
    },
    session_gone: {
      title: "O oturum zaten sona ermiş",
      what: "Sonlandırmak istediğiniz oturum artık yoktu; bu yüzden hiçbir şey sonlandırılmadı.",
      next: "Uygulamayı yeniden açın.",
    },
    broken_setup: {
      title: "Bu uygulama doğru kurulmamış",
      what: "Bizden kaynaklanan bir hata yüzünden açılamıyor. Yeniden denemek işe yaramaz.",
      next: "Aşağıdaki referans kodunu destek ekibine verin; neyin yanlış olduğunu tam olarak gösterir.",
    },
    not_embeddable: {
      title: "Bu, başka bir sayfanın içinde gösterilemez",
      what: "Bulunduğunuz sayfa bu uygulamayı içeremez; bu yüzden hiçbir şey açılmadı.",
      next: "Uygulamalarınızdan kendi sekmesinde açın.",
    },
    session_limit: {
      title: "Başka bir oturum açamazsınız",
      what: "Aynı anda açık tutabileceğiniz kadar oturumunuz zaten açık.",
      next: "Bunlardan birine dönün ya da birini Oturumlarım sayfasında sonlandırıp bu uygulamayı yeniden açın. Yeni sona eren bir oturum birkaç dakika daha sayılır.",
    },
    time_budget: {
      title: "Süreniz doldu",
      what: "Bu uygulama herkese belirli bir süre tanır ve sizin süreniz şimdilik doldu.",
      next: "Kaydettikleriniz korunur. Daha fazla süreye ihtiyacınız varsa yöneticinize veya destek ekibine başvurun.",
    },
    application_full: {
      title: "Tüm yerler dolu",
      what: "Bu uygulamayı aynı anda kullanabilecek sayıda kişi şu anda kullanıyor.",
      next: "Birkaç dakika sonra yeniden deneyin: biri çıktığında bir yer boşalır.",
    },
    no_link_studio: {
      title: "Bağlantı stüdyosu size açık değil",
      what: "Oturumunuz açık, ancak hesabınız bir portalın bağlantılarını hazırlayan hiçbir ekipte değil.",
      next: "Bir portaldan sorumluysanız ekibinizin ilkeye eklenmesini destek ekibinden isteyin. Az önce eklendiyse yeniden oturum açın.",
    },
    no_help_desk: {
      title: "Bu sayfa destek ekibi içindir",
      what: "Oturumunuz açık, ancak hesabınız bu sayfanın açık olduğu hesaplar arasında değil.",
      next: "İşiniz için gerekiyorsa yöneticinizden erişim isteyin. Erişim az önce verildiyse yeniden oturum açın.",
    },
    approval_needed: {
      title: "Bunu başka birinin onaylaması gerekiyor",
      what: "Bu uygulama, sorumlu bir çalışma arkadaşınız gerekçenizi onayladıktan sonra yalnızca bir süreliğine açılır.",
      next: "Uygulamayı uygulamalarınızdan yeniden açın ve gerekçenizi orada yazın.",
    },
    approval_limit: {
      title: "Bekleyen çok fazla istek var",
      what: "Henüz kimsenin yanıtlamadığı birkaç onay istediniz ya da bu uygulamayı çok sayıda kişi istiyor.",
      next: "Birinin yanıtlanmasını bekleyin ya da onaylayabilecek birine haber verin.",
    },
    approval_own: {
      title: "Buna başka birinin karar vermesi gerekiyor",
      what: "Bu istek sizin ve kimse kendini onaylayamaz. Bu, diğer hesaplarınız için de geçerlidir.",
      next: "Bağlantıyı onaylayabilecek başka birine iletin.",
    },
    approval_over: {
      title: "Bu istek kapandı",
      what: "Daha önce yanıtlandı ya da süresi doldu. Yanıtınız sayılmadı.",
      next: "Sonucu isteğin bağlantısında görebilirsiniz. Hâlâ gerekliyse kişi yeniden isteyebilir.",
    },
    signed_out_needed: {
      title: "Lütfen oturum açın",
      what: "Oturumunuz açık değil veya süresi doldu.",
      next: "Devam etmek için oturum açın.",
    },
    access_disabled: {
      title: "Erişiminiz devre dışı bırakıldı",
      what: "Bir yönetici bu uygulamalara erişiminizi devre dışı bıraktı; bu nedenle buradaki oturumunuz kapatıldı.",
      next: "Destek ekibine başvurun ve aşağıdaki referans kodunu bildirin. Yeniden oturum açmak işe yaramaz.",
    },
    unexpected: {
      title: "Bir sorun oluştu",
      what: "Bizden kaynaklanan bir hata bunun çalışmasını engelledi.",
      next: "Bir dakika sonra yeniden deneyin. Sürerse aşağıdaki referans kodunu destek ekibine bildirin.",
    },
  },
  reference: "Referans kodu",
  tryAgain: "Yeniden dene",
  signIn: "Oturum aç",
  signInWith: "Oturum aç:",
  signInAgain: "Yeniden oturum aç",
  signOut: "Oturumu kapat",
  toApplications: "Uygulamalarınız",
  help: "Yardım:",
  opens: "Açık olduğu saatler",
  days: { mon: "Pzt", tue: "Sal", wed: "Çar", thu: "Per", fri: "Cum", sat: "Cmt", sun: "Paz" },
  applications: "Uygulamalarınız",
  applicationsIntro: "Her biri bu sekmede, onu çalıştırabilen ve size en yakın olan filoda açılır.",
  noApplications: "Size henüz bir uygulama atanmadı. Yöneticinizden veya destek ekibinden erişim isteyin.",
  signedInAs: "Oturum sahibi:",
  welcome: "Hoş geldiniz",
  welcomeIntro: "Uygulamalarınızı açmak için iş hesabınızla oturum açın.",
  chooseProvider: "Oturumu nerede açıyorsunuz?",
  chooseProviderIntro: "İş hesabınızın bağlı olduğu kurumu seçin.",
  openInClient: "Açılmaya hazır",
  openInClientIntro:
    "Uygulamanız AppStream istemcisinde açılır; istemcinin bu bilgisayarda yüklü olması gerekir.",
  openInClientButton: "AppStream istemcisinde aç",
  openInBrowser: "Bunun yerine tarayıcıyı kullan",
  continueTitle: "Bu kişi olarak devam edilsin mi?",
  continueIntro: "Kurumunuzun oturum açma hizmeti sizi buraya şu kişi olarak gönderdi:",
  continueOpens: "Açılacak uygulama:",
  continueReplaces: "Şu anda burada oturumu açık olan kişinin yerine geçer:",
  continueYes: "Devam et",
  continueNo: "Bu ben değilim",
  onwardTitle: "Lütfen bekleyin",
  onwardIntro: "Oturumunuz açıldı. Uygulamanız birazdan açılacak.",
  onwardButton: "İlerle",
  waiting: {
    title: {
      fleet_full: "{application} için yer bekleniyor",
      fleet_starting: "{application} hazırlanıyor",
      region_resting: "{application} uygulamasına şu anda ulaşılamıyor",
    },
    what: {
      fleet_full:
        "Şu anda bütün yerler dolu. Genellikle {duration} içinde, biri ayrılırsa daha da önce, bir yer boşalır.",
      fleet_starting: "Uygulamayı çalıştıran bilgisayarlar başlatılıyor; bu genellikle {duration} sürer.",
      region_resting:
        "Uygulamayı çalıştıran hizmette şu anda bir sorun var; genellikle {duration} içinde geçer. Otomatik olarak yeniden deniyoruz.",
    },
    next: "Sırada ilk siz varsınız.",
    ahead: { one: "Önünüzde bir kişi var.", other: "Önünüzde {count} kişi var." },
    waited: "Bekleme süreniz: {duration}.",
    classWindow: {
      one: "{name}, {moment} bir kişi için başladı; bu yüzden bekleme süresi her zamankinden uzun olabilir.",
      other:
        "{name}, {moment} {count} kişi için başladı; bu yüzden bekleme süresi her zamankinden uzun olabilir.",
    },
    goesOn: "Bu sayfayı açık bırakabilirsiniz: size yer açılır açılmaz kendiliğinden devam eder.",
    offer:
      "Bunun yerine şurada açabilirsiniz: {places}. Oturumunuz orada çalışır ve siz sonlandırana kadar orada kalır.",
    offerButton: "Orada aç",
    checkNow: "Şimdi denetle",
    stop: "Beklemeyi bırak",
    checked: "Son denetim: {time}.",
    ready: "{application} açılıyor",
    trouble: "Buradan şu anda bize ulaşılamıyor. Bu sayfa denemeyi sürdürüyor.",
  },
  choice: {
    title: "Hâlâ açık bir oturumunuz var: {other}",
    what: "{application}, açık oturumunuzla ({other}) aynı yerde çalışacaktı; orada ikisinden yalnızca biri çalışabilir.",
    onScreen: "Bu oturum şu anda bir ekranda açık.",
    ends: "Bir şey yapmazsanız {moment} kendiliğinden sona erer.",
    warning:
      "Sonlandırırsanız içindeki her şey kapanır ve kaydedilmemiş olanlar kaybolur. Başka boş yer yoksa yenisi {duration} sonra hazır olur.",
    goBack: "Oturuma dön: {other}",
    end: "Oturumu ({other}) sonlandır ve {application} uygulamasını aç",
    another: "başka bir uygulama",
    ended: "O oturum sona erdi. Uygulamanız birazdan açılacak.",
  },
};
