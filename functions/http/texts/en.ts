/** The pages in English. For a person at work: what happened, what to do next, no blame, no internals. */
import type { Texts } from "./shape.ts";

export const en: Texts = {
  pages: {
    not_this_way: {
      title: "Nothing is served this way",
      what: "This request did not come through our front door, so it was not answered.",
      next: "Open your applications at their usual address. If you did, give the reference code below to the help desk.",
    },
    not_found: {
      title: "This link leads nowhere",
      what: "There is no application behind this link. It may have been renamed or taken out of service.",
      next: "Check the link, or choose from your applications.",
    },
    no_sign_in: {
      title: "There is no sign-in behind this link",
      what: "The link names a sign-in that we do not have. It may have been renamed or taken out of service.",
      next: "Check the link, or go to your applications and sign in there.",
    },
    invalid_link: {
      title: "This link is not complete",
      what: "Something in the link is missing or not allowed for this application, so nothing was opened.",
      next: "Open it again from where you found it. If you typed or changed it, use the original.",
    },
    no_access: {
      title: "You do not have this application",
      what: "You are signed in, but your account is not among those this application is for.",
      next: "If you need it for your work, ask your manager or the help desk to request access. If you were just given access, sign in again.",
    },
    no_link_studio: {
      title: "The link studio is not for you",
      what: "You are signed in, but your account is in no team that builds a portal's links.",
      next: "If you look after a portal, ask the help desk to have your team named in the policy. If that was just done, sign in again.",
    },
    no_help_desk: {
      title: "This page is for the help desk",
      what: "You are signed in, but your account is not among those that this page is for.",
      next: "If it belongs to your work, ask your manager to request access. If you were just given access, sign in again.",
    },
    mfa_required: {
      title: "A second factor is needed",
      what: "This application opens only after a sign-in with a second factor, and your last sign-in had none.",
      next: "Sign in again and confirm with your second factor.",
    },
    outside_hours: {
      title: "Closed at this time",
      what: "This application is available only during its opening hours.",
      next: "Come back when it is open.",
    },
    not_from_here: {
      title: "Not available from here",
      what: "This application may not be used from your present place or network, or its data may not leave its area.",
      next: "Connect to the company network, or try again from your usual place of work.",
    },
    sign_in_expired: {
      title: "This sign-in is over",
      what: "The sign-in took too long, was already used, or was begun in another browser. This also happens after the Back button.",
      next: "Nothing is lost: start again. If it keeps happening, allow cookies for this site.",
    },
    sign_in_interrupted: {
      title: "Your sign-in could not be finished",
      what: "The place where this sign-in began is not answering. The fault is on our side; your account is fine.",
      next: "Nothing is lost: start again. If it fails once more, wait a minute, then give the reference code below to the help desk.",
    },
    sign_in_cancelled: {
      title: "Sign-in cancelled",
      what: "You cancelled the sign-in, or your organisation did not permit it.",
      next: "Start again when you are ready.",
    },
    sign_in_failed: {
      title: "We could not confirm who you are",
      what: "The answer from your organisation's sign-in did not pass our checks, so you were not signed in.",
      next: "Start again. If it fails once more, give the reference code below to the help desk.",
    },
    sign_out_failed: {
      title: "You may still be signed in",
      what: "Your organisation's sign-in asked us to sign you out, but its request did not pass our checks.",
      next: "Open your applications and sign out there, or close the browser.",
    },
    too_many_groups: {
      title: "Your groups did not come through",
      what: "Your account is in more groups than your organisation's sign-in passes on, so we cannot tell what you may open.",
      next: "Tell the help desk: the sign-in should send only the groups assigned to this application. Give them the reference code below.",
    },
    provider_down: {
      title: "Sign-in is not answering",
      what: "Your organisation's sign-in cannot be reached at the moment. Your account is fine.",
      next: "Wait a minute, then try again.",
    },
    no_capacity: {
      title: "No place is free at the moment",
      what: "None of the places that may run this application could take you now.",
      next: "Wait a minute, then try again. Nothing you saved is affected.",
    },
    maintenance: {
      title: "Maintenance is under way",
      what: "Everything that may run this application is being looked after and takes nobody new just now.",
      next: "Try again later. If you still have a session open there, you can go on working in it.",
    },
    not_running: {
      title: "This application is not running just now",
      what: "Nothing that you may use for it is switched on, and waiting here would not change that.",
      next: "Tell the help desk, and give them the reference code below.",
    },
    session_still_open: {
      title: "Your session could not be ended",
      what: "It is still open, and nothing in it was lost.",
      next: "Open the application again to go back to the session, or to try once more to end it.",
    },
    session_limit: {
      title: "You cannot open another session",
      what: "You already have as many sessions open as you may have at the same time.",
      next: "Go back to one of them, or end one under My sessions and open this application again. A session that has just ended still counts for a few minutes.",
    },
    time_budget: {
      title: "Your time is used up",
      what: "This application gives everybody a certain time, and yours is spent for now.",
      next: "What you saved is kept. If you need more time, ask your manager or the help desk.",
    },
    application_full: {
      title: "All places are taken",
      what: "As many people as may use this application at the same time are using it now.",
      next: "Try again in a few minutes: a place comes free as soon as somebody has left.",
    },
    session_gone: {
      title: "That session is already over",
      what: "The session you wanted to end was not there any more, so nothing was ended.",
      next: "Open the application again.",
    },
    approval_needed: {
      title: "Somebody else has to approve this",
      what: "This application opens only for a while, after a colleague who is in charge of it has approved your reason.",
      next: "Open the application again from your applications, and give your reason there.",
    },
    approval_limit: {
      title: "Too many requests are waiting",
      what: "You have asked for several approvals that nobody has answered yet, or very many people are asking for this application.",
      next: "Wait until one is answered, or tell an approver about them.",
    },
    approval_own: {
      title: "Somebody else has to decide this",
      what: "This request is your own, and nobody may approve themselves. That also holds for your other accounts.",
      next: "Pass its link on to another approver.",
    },
    approval_over: {
      title: "This request is closed",
      what: "It was answered already, or its time has run out. Your answer was not counted.",
      next: "The link of the request shows what became of it. If it is still needed, the person can ask again.",
    },
    broken_setup: {
      title: "This application is not set up correctly",
      what: "It cannot be opened because of a fault on our side. Trying again will not help.",
      next: "Give the reference code below to the help desk; it tells them exactly what is wrong.",
    },
    not_embeddable: {
      title: "This cannot be shown inside another page",
      what: "The page you are on may not hold this application, so nothing was opened.",
      next: "Open it in a tab of its own, from your applications.",
    },
    signed_out_needed: {
      title: "Please sign in",
      what: "You are not signed in, or your sign-in has ended.",
      next: "Sign in to continue.",
    },
    access_disabled: {
      title: "Your access has been disabled",
      what: "An administrator has disabled your access to these applications, so you were signed out here.",
      next: "Contact the help desk, and give them the reference code below. Signing in again will not help.",
    },
    unexpected: {
      title: "Something went wrong",
      what: "A fault on our side kept this from working.",
      next: "Try again in a minute. If it stays, give the reference code below to the help desk.",
    },
  },
  reference: "Reference code",
  tryAgain: "Try again",
  signIn: "Sign in",
  signInWith: "Sign in with",
  signInAgain: "Sign in again",
  signOut: "Sign out",
  toApplications: "Your applications",
  help: "Help:",
  opens: "Open",
  days: { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
  applications: "Your applications",
  applicationsIntro: "Each opens in this tab, on the fleet nearest to you that may run it.",
  noApplications:
    "No application is assigned to you yet. Ask your manager or the help desk to request access.",
  signedInAs: "Signed in as",
  welcome: "Welcome",
  welcomeIntro: "Sign in with your work account to open your applications.",
  chooseProvider: "Where do you sign in?",
  chooseProviderIntro: "Choose the organisation that holds your work account.",
  openInClient: "Ready to open",
  openInClientIntro:
    "Your application opens in the AppStream client, which has to be installed on this computer.",
  openInClientButton: "Open in the AppStream client",
  openInBrowser: "Use the browser instead",
  continueTitle: "Continue as this person?",
  continueIntro: "Your organisation's sign-in sent you here as:",
  continueOpens: "This opens",
  continueReplaces: "It takes the place of who is signed in here now:",
  continueYes: "Continue",
  continueNo: "That is not me",
  onwardTitle: "One moment",
  onwardIntro: "You are signed in. Your application is on its way.",
  onwardButton: "Go on",
  waiting: {
    title: {
      fleet_full: "Waiting for a place in {application}",
      fleet_starting: "{application} is being made ready",
      region_resting: "{application} cannot be reached just now",
    },
    what: {
      fleet_full:
        "All places are taken at the moment. One usually comes free within {duration}, or sooner when somebody leaves.",
      fleet_starting: "The computers that run it are starting, which usually takes {duration}.",
      region_resting:
        "The service that runs it has trouble at the moment, which usually passes within {duration}. We try again by ourselves.",
    },
    next: "You are next in line.",
    ahead: { one: "One person is ahead of you.", other: "{count} people are ahead of you." },
    waited: "You have been waiting for {duration}.",
    classWindow: {
      one: "{name} began {moment}, for one person, so the wait may be longer than usual.",
      other: "{name} began {moment}, for {count} people, so the wait may be longer than usual.",
    },
    goesOn: "You can leave this page open: it goes on by itself as soon as there is a place for you.",
    offer:
      "You can open it in {places} instead. Your session would run there, and stay there until you end it.",
    offerButton: "Open it there",
    checkNow: "Check now",
    stop: "Stop waiting",
    checked: "Last checked at {time}.",
    ready: "Opening {application}",
    trouble: "We cannot be reached from here at the moment. This page keeps trying.",
  },
  choice: {
    title: "You still have {other} open",
    what: "{application} would run in the same place as your open session with {other}, and only one of them can run there.",
    onScreen: "It is open on a screen at this moment.",
    ends: "If you leave it alone, it ends by itself {moment}.",
    warning:
      "Ending it closes everything in it, and what was not saved is lost. If no other place is free, a new one is ready after {duration}.",
    goBack: "Go back to {other}",
    end: "End {other} and open {application}",
    another: "another application",
    ended: "That session has ended. Your application is on its way.",
  },
};
