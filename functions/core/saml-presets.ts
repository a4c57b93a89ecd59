/**
 * What an identity provider's attributes are usually called, so that a policy need not repeat it. Names only: that the
 * attributes are sent is for the identity provider's administrator to set up (docs/identity-providers.md).
 * Invariant: MFA is proved only by a value that the vendor documents for it; where none is known it is never proved.
 */
import type { ClaimsMapping, SamlPreset } from "./policy-identity.ts";

const XMLSOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const MICROSOFT = "http://schemas.microsoft.com";

const PLAIN_NAMES: ClaimsMapping = {
  subject: "NameID",
  displayName: "displayName",
  email: "email",
  groups: "groups",
  country: null,
  homeRegion: null,
  mfa: null,
};

/** AD FS and Entra ID speak of MFA in the same words. */
const MICROSOFT_MFA: ClaimsMapping["mfa"] = {
  claim: `${MICROSOFT}/claims/authnmethodsreferences`,
  anyOf: [`${MICROSOFT}/claims/multipleauthn`],
};

export const SAML_PRESETS: Readonly<Record<SamlPreset, ClaimsMapping>> = {
  /**
   * The object id is "immutable and cannot be reassigned"; the NameID is a user name unless somebody changed it.
   * https://learn.microsoft.com/entra/identity-platform/reference-saml-tokens (object id, groups)
   * https://learn.microsoft.com/entra/identity/saas-apps/advance-kerbf5-tutorial (the attributes sent by default)
   */
  entra: {
    subject: `${MICROSOFT}/identity/claims/objectidentifier`,
    displayName: `${MICROSOFT}/identity/claims/displayname`,
    email: `${XMLSOAP}/emailaddress`,
    groups: `${MICROSOFT}/ws/2008/06/identity/claims/groups`,
    country: null,
    homeRegion: null,
    mfa: MICROSOFT_MFA,
  },
  /**
   * Okta leaves the names to its administrator; `amr` is the one in its own example of `session.amr`.
   * https://help.okta.com/en-us/content/topics/apps/pass-authn-context.htm
   */
  okta: { ...PLAIN_NAMES, mfa: { claim: "amr", anyOf: ["mfa"] } },
  /**
   * The security identifier survives a change of name, which a NameID made of the UPN does not.
   * https://learn.microsoft.com/windows-server/identity/ad-fs/technical-reference/the-role-of-claims
   * https://learn.microsoft.com/entra/identity/authentication/howto-mfa-adfs (authentication methods references)
   */
  adfs: {
    subject: `${MICROSOFT}/ws/2008/06/identity/claims/primarysid`,
    displayName: `${XMLSOAP}/name`,
    email: `${XMLSOAP}/emailaddress`,
    groups: "http://schemas.xmlsoap.org/claims/Group",
    country: null,
    homeRegion: null,
    mfa: MICROSOFT_MFA,
  },
  /**
   * Names are the administrator's. No page was found that says how 2-Step Verification would show.
   * https://support.google.com/a/answer/6087519 and https://support.google.com/a/answer/11143403 (groups)
   */
  google: PLAIN_NAMES,
  /**
   * Names are the administrator's, and so is the AuthnContextClassRef of PingFederate.
   * https://docs.pingidentity.com/pingone/directory/p1_editsamlattributemapping.html
   * https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/pf_special_attr_names_contracts.html
   */
  ping: PLAIN_NAMES,
  /**
   * The predefined mappers "X500 email" and "X500 givenName", and the name that the group list mapper suggests. Which
   * AuthnContextClassRef means MFA is set by realm or client, and without that it is `unspecified`.
   * https://www.keycloak.org/docs/latest/server_admin/#_protocol-mappers and #_step-up-flow
   */
  keycloak: {
    ...PLAIN_NAMES,
    displayName: "urn:oid:2.5.4.42",
    email: "urn:oid:1.2.840.113549.1.9.1",
    groups: "member",
  },
};

/** As a policy may write it: each name that is left out comes from the preset, and `null` stays null. */
type WrittenClaims = { readonly [K in keyof ClaimsMapping]?: ClaimsMapping[K] | undefined };

export function completeClaims(preset: SamlPreset | null, written: WrittenClaims): ClaimsMapping {
  const usual = preset === null ? PLAIN_NAMES : SAML_PRESETS[preset];
  const {
    subject = usual.subject,
    displayName = usual.displayName,
    email = usual.email,
    groups = usual.groups,
    country = usual.country,
    homeRegion = usual.homeRegion ?? null,
    mfa = usual.mfa,
  } = written;
  return { subject, displayName, email, groups, country, homeRegion, mfa };
}
