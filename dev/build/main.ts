/** `npm run build`: every function of the route table, bundled into `.build/<name>/index.cjs`, with its size. */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FUNCTIONS } from "../../functions/routes.ts";
import { bundleFunction } from "./bundle.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

for (const { name } of FUNCTIONS) {
  // `.cjs`: what it is must not depend on a package.json beside it.
  const outfile = `${root}.build/${name}/index.cjs`;
  await bundleFunction({ entry: `${root}functions/entries/${name}.ts`, outfile });
  console.log(`${name}: ${(statSync(outfile).size / 1000).toFixed(0)} KB`);
}
