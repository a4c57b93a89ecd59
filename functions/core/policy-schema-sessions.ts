/** Schema of what ends streaming sessions beside their person. */
import * as v from "valibot";

/** Left out stays left out: a policy without it is the same policy as before. */
export const endStreamsOn = v.optional(v.array(v.picklist(["backchannel_logout", "disable"])));
