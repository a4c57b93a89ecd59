/**
 * The pattern of stack and fleet names in the service model.
 * Names are case-sensitive, so nothing is ever folded.
 */
export const RESOURCE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/;
