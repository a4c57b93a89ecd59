/**
 * `GET /help-desk`, and what its forms post: a person's sessions, the end of one, a launch explained. Parsing and answers
 * only; who may, and what is written down, is people/help-desk.ts's.
 */
import type { Route } from "../http/define-function.ts";
import { type EndOutcome, helpDeskPage, launchExplainedPage } from "../http/help-desk-page.ts";
import {
  deskView,
  faultyPage,
  formOf,
  type HelpDeskRoutePorts,
  operatorOf,
  refusedPage,
  shownPerson,
} from "./help-desk-answers.ts";
import { faultOf, lookupIn, onlyOne } from "./help-desk-form.ts";

export const helpDeskRoute: Route<HelpDeskRoutePorts> = async (request, ports) => {
  const operator = await operatorOf(request, ports);
  if (!operator.ok) return operator.error;
  const refused = ports.helpDesk.admit(operator.value);
  if (refused !== undefined) return refusedPage(request, ports, refused);
  return helpDeskPage(request, deskView(request, ports, operator.value));
};

export const helpDeskSessionsRoute: Route<HelpDeskRoutePorts> = async (request, ports) => {
  const asked = await formOf(request, ports);
  if (!asked.ok) return asked.error;
  const { asking, form } = asked.value;
  const lookup = lookupIn(form);
  const found = await ports.helpDesk.sessions(asking, lookup?.query);
  if (!found.ok) return faultyPage(request, ports, asking, found.error, { lookup });
  return shownPerson(request, ports, asking, found.value, lookup);
};

/** By the fault of the form, or the reason of a refusal: what the person's page says then. */
const OUTCOMES: Readonly<Record<string, EndOutcome>> = {
  reason: "no_reason",
  streaming_session_gone: "gone",
  streaming_session_not_ended: "not_ended",
};

/** Ends in the person's page as it is then: an address would have to name them. */
export const helpDeskEndRoute: Route<HelpDeskRoutePorts> = async (request, ports) => {
  const asked = await formOf(request, ports);
  if (!asked.ok) return asked.error;
  const { asking, form } = asked.value;
  const lookup = lookupIn(form);
  const [id = "", reason = ""] = [onlyOne(form, "id"), onlyOne(form, "reason")];
  const ended = await ports.helpDesk.end(asking, lookup?.query, id, reason);
  const outcome = ended.ok ? "ended" : OUTCOMES[faultOf(ended.error) ?? ended.error.reason];
  if (!ended.ok && outcome === undefined) return faultyPage(request, ports, asking, ended.error, { lookup });
  const found = await ports.helpDesk.sessions(asking, lookup?.query);
  if (!found.ok) return faultyPage(request, ports, asking, found.error, { lookup });
  return shownPerson(request, ports, asking, found.value, lookup, outcome);
};

export const helpDeskLaunchRoute: Route<HelpDeskRoutePorts> = async (request, ports) => {
  const asked = await formOf(request, ports);
  if (!asked.ok) return asked.error;
  const { asking, form } = asked.value;
  const reference = onlyOne(form, "reference");
  const explained = await ports.helpDesk.explain(asking, reference);
  if (!explained.ok) return faultyPage(request, ports, asking, explained.error, { reference });
  const view = { ...deskView(request, ports, asking), ...explained.value, reference: reference ?? "" };
  return launchExplainedPage(request, view);
};
