/**
 * JSON Schema of the deployment file, for editors. What it cannot say (addresses, certificates, the policy beside it) only
 * a synth or deploy says.
 */
import { type JsonSchema, jsonSchemaOf, jsonSchemaText } from "../../cli/policy-json-schema.ts";
import { deploymentSchema } from "./deployment-schema.ts";

export function deploymentJsonSchema(): JsonSchema {
  return jsonSchemaOf("Streamgate deployment", deploymentSchema);
}

/** Ready for docs/deployment.schema.json. */
export function deploymentJsonSchemaText(): string {
  return jsonSchemaText(deploymentJsonSchema());
}
