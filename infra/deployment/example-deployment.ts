/** The deployment that is used when no other is named. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

export const EXAMPLE_DEPLOYMENT = relative(
  process.cwd(),
  fileURLToPath(new URL("example/deployment.yaml", import.meta.url)),
);
