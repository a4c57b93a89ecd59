/**
 * The messages of the emulated service, in words for the person in front of the screen.
 * The one about streaming resources is the real service's, word for word.
 */
import type { Message } from "./message-page.ts";

export const INCOMPLETE_LINK: Message = {
  status: 400,
  id: "incomplete-link",
  heading: "This streaming link is not complete",
  text: "Part of the address is missing. Open the application again from your portal.",
  tone: "trouble",
};

export const INVALID_LINK: Message = {
  status: 403,
  id: "invalid-link",
  heading: "This streaming link is not valid",
  text: "The link was changed, or it was made for another Region. Open the application again from your portal.",
  tone: "trouble",
};

export const EXPIRED_LINK: Message = {
  status: 403,
  id: "expired-link",
  heading: "This streaming link has expired",
  text: "A link can be opened for a short time only. Open the application again from your portal.",
  tone: "trouble",
};

export const NO_STREAMING_RESOURCES: Message = {
  status: 503,
  id: "no-streaming-resources",
  heading: "No streaming resources are available for your session",
  text: "Try again in a few minutes. If this happens again, tell your administrator.",
  tone: "trouble",
};

export const SESSION_ENDED: Message = {
  status: 200,
  id: "session-ended",
  heading: "Your session has ended",
  text: "The streaming instance is being discarded. You can close this window.",
  tone: "calm",
};

export const UNKNOWN_SESSION: Message = {
  status: 404,
  id: "unknown-session",
  heading: "There is no such session",
  text: "It may have ended already. Open the application again from your portal.",
  tone: "trouble",
};

export function disconnected(timeoutSeconds: number): Message {
  return {
    status: 200,
    id: "session-disconnected",
    heading: "You are disconnected",
    text:
      `Your session is kept for ${inWords(timeoutSeconds)}. ` +
      "Open the application again from your portal within that time to go on where you left off.",
    tone: "calm",
  };
}

function inWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
