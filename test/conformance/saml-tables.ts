/** Every way in which a SAML response is refused, by what the attack alters. Those of the form itself are not among them. */
import { SAML_CONDITION_ROWS, SAML_STATEMENT_ROWS, SAML_SUBJECT_ROWS } from "./saml-assertion-rows.ts";
import type { SamlRow } from "./saml-attempt.ts";
import { SAML_ENCRYPTION_ROWS } from "./saml-encryption-rows.ts";
import { SAML_PLAINTEXT_ROWS } from "./saml-plaintext-rows.ts";
import { SAML_ID_ROWS, SAML_PARTIES_ROWS, SAML_ROOT_ROWS, SAML_STATUS_ROWS } from "./saml-response-rows.ts";
import { SAML_ALGORITHM_ROWS, SAML_KEY_ROWS } from "./saml-signature-rows.ts";
import {
  SAML_PLACE_ROWS,
  SAML_REFERENCE_ROWS,
  SAML_SIGNATURE_SHAPE_ROWS,
  SAML_TRANSFORM_ROWS,
} from "./saml-signature-shape-rows.ts";
import { SAML_FIELD_ROWS, SAML_MARKUP_ROWS, SAML_XML_ROWS } from "./saml-text-rows.ts";
import { SAML_TIME_ROWS } from "./saml-time-rows.ts";
import {
  SAML_REPLAY_ROWS,
  SAML_REQUEST_ROWS,
  SAML_TRANSACTION_ROWS,
  SAML_UNSOLICITED_ROWS,
} from "./saml-transaction-rows.ts";
import { SAML_WRAPPING_ROWS } from "./saml-wrapping-rows.ts";

export const SAML_TABLES: Readonly<Record<string, readonly SamlRow[]>> = {
  "the transaction": SAML_TRANSACTION_ROWS,
  "the request it answers": SAML_REQUEST_ROWS,
  "sign-in that began at the provider": SAML_UNSOLICITED_ROWS,
  replay: SAML_REPLAY_ROWS,
  "the form field": SAML_FIELD_ROWS,
  "markup and characters": SAML_MARKUP_ROWS,
  "well-formedness and limits": SAML_XML_ROWS,
  "the message": SAML_ROOT_ROWS,
  ids: SAML_ID_ROWS,
  "Destination and Issuer": SAML_PARTIES_ROWS,
  "the status": SAML_STATUS_ROWS,
  "signature wrapping": SAML_WRAPPING_ROWS,
  "who signed": SAML_KEY_ROWS,
  algorithms: SAML_ALGORITHM_ROWS,
  "the signature's reference": SAML_REFERENCE_ROWS,
  transforms: SAML_TRANSFORM_ROWS,
  "the signature's shape": SAML_SIGNATURE_SHAPE_ROWS,
  "the signature's place": SAML_PLACE_ROWS,
  encryption: SAML_ENCRYPTION_ROWS,
  "what was encrypted": SAML_PLAINTEXT_ROWS,
  "the subject and its confirmation": SAML_SUBJECT_ROWS,
  "conditions and audience": SAML_CONDITION_ROWS,
  "statements and attributes": SAML_STATEMENT_ROWS,
  moments: SAML_TIME_ROWS,
};
