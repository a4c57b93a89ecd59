/** `npm run build:image`: the image kit in `.build/image/`. */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildImageKit, MANIFEST } from "./image-kit.ts";

const folder = fileURLToPath(new URL("../../.build/image", import.meta.url));
const { bundle, executable } = await buildImageKit(folder);
const size = (file: string): string => `${(statSync(file).size / 1000).toFixed(0)} KB`;
console.log(`launcher.cjs: ${size(bundle)}`);
console.log(
  executable === undefined
    ? `no single executable: Node ${process.version} has no --build-sea; put Node 24 beside launcher.cjs (docs/image.md)`
    : `${executable}: ${size(executable)}`,
);
console.log(`hashes: ${folder}/${MANIFEST}`);
