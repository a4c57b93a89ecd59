/**
 * An address with the slots of its path and query filled in, each value percent-encoded for itself.
 * Invariant: origin, fragment, and every part without a slot are the policy's own, whatever the values are.
 */
import { fill, isWanting, type Slot, type SlotValues, slotsIn } from "./handover-slots.ts";
import { pathFault, percentEncoded, queryFault, type ValueFault } from "./handover-text.ts";
import { err, ok, type Result } from "./result.ts";

export interface SlotFault {
  readonly slot: Slot;
  readonly fault: ValueFault;
}

interface UrlTemplate {
  readonly origin: string;
  readonly path: string;
  /** Without its question mark; undefined where there is none. */
  readonly query: string | undefined;
  /** With its number sign, or empty. */
  readonly fragment: string;
}

const TEMPLATE = /^(https?:\/\/[^\/?#\{\}]+)((?:\/[^?#]*)?)(?:\?([^#]*))?((?:#[^\{\}]*)?)$/v;
/** What a URL parser takes for a step up or for nothing. */
const DOTS = /^(?:\.|%2e){1,2}$/iv;

/** Undefined where slots stand elsewhere than in path and query. */
export function urlTemplate(text: string): UrlTemplate | undefined {
  const [, origin = "", path = "", query, fragment = ""] = TEMPLATE.exec(text) ?? [];
  return origin === "" ? undefined : { origin, path, query, fragment };
}

/** Throws a TypeError for a template that `urlTemplate` does not know: the policy was not checked. */
export function renderUrl(text: string, values: SlotValues): Result<string, SlotFault> {
  const template = urlTemplate(text);
  if (template === undefined) throw new TypeError("the policy was not checked");
  const segments = present(template.path.split("/").slice(1), values);
  const pairs = present(template.query?.split("&") ?? [], values);
  const fault =
    faultIn(segments, values, pathFault) ?? faultIn(pairs, values, queryFault) ?? steps(segments, values);
  if (fault !== undefined) return err(fault);
  const path = segments.map((segment) => filled(segment, values)).join("/");
  const query = pairs.map((pair) => filled(pair, values)).join("&");
  return ok(`${template.origin}/${path}${query === "" ? "" : `?${query}`}${template.fragment}`);
}

function present(parts: readonly string[], values: SlotValues): readonly string[] {
  return parts.filter((part) => !isWanting(part, values));
}

function faultIn(
  parts: readonly string[],
  values: SlotValues,
  faultOf: (value: string) => ValueFault | undefined,
): SlotFault | undefined {
  return parts
    .flatMap(slotsIn)
    .flatMap((slot) => {
      const fault = faultOf(values[slot]);
      return fault === undefined ? [] : [{ slot, fault }];
    })
    .at(0);
}

/** A segment may become a step up only together with what the policy writes beside the slot. */
function steps(segments: readonly string[], values: SlotValues): SlotFault | undefined {
  return segments
    .filter((segment) => DOTS.test(filled(segment, values)))
    .flatMap(slotsIn)
    .map((slot) => ({ slot, fault: "leaves_path" }) as const)
    .at(0);
}

function filled(part: string, values: SlotValues): string {
  return fill(part, (slot) => percentEncoded(values[slot]));
}
