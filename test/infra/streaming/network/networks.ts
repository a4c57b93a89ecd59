/** Networks on a bench, and their routes as a person would draw them. */
import type { Template } from "aws-cdk-lib/assertions";
import type { NetworkDeclaration } from "../../../../infra/deployment/deployment.ts";
import {
  StreamingNetwork,
  type StreamingNetworkProps,
} from "../../../../infra/streaming/network/streaming-network.ts";
import { aBench, aNetwork } from "../stage.ts";

export const HUB = { id: "tgw-0123456789abcdef0", routes: ["10.0.0.0/8", "192.168.0.0/16"] };

export function networkOf(
  declaration: Partial<NetworkDeclaration> = {},
  overrides: Partial<StreamingNetworkProps> = {},
) {
  const { stack, logs, template } = aBench();
  const network = new StreamingNetwork(stack, "Net", {
    declaration: aNetwork(declaration),
    instances: 20,
    ...logs,
    ...overrides,
  });
  return { network, template: template() };
}

export function templateOf(...args: Parameters<typeof networkOf>): Template {
  return networkOf(...args).template;
}

/** `table: destination → target`, in order; ids without the part that CDK makes up. */
export function routesOf(template: Template): readonly string[] {
  return Object.values(template.findResources("AWS::EC2::Route"))
    .map(({ Properties: route }) => {
      const { RouteTableId: table, DestinationCidrBlock: destination, ...target } = route;
      return `${nameOf(table)}: ${destination} → ${Object.values(target).map(nameOf).join()}`;
    })
    .toSorted();
}

function nameOf(value: unknown): string {
  if (typeof value === "string") return value;
  const id = /"(?:Ref|Fn::GetAtt)":\[?"(\w+)[0-9A-F]{8}"/.exec(JSON.stringify(value))?.[1];
  return (id ?? JSON.stringify(value)).replace(/^Net/, "");
}
