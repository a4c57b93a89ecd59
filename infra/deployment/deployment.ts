/**
 * The deployment: where the broker runs and how, beside the policy that says who may open what. Written as YAML,
 * checked whole before anything is synthesised (deployment-schema.ts, deployment-checks.ts).
 */

/** `cloudfront`: people meet CloudFront, which proves itself to a Regional HTTP API. `regional`: a REST API with WAF. */
type EdgeKind = "cloudfront" | "regional";

export interface DomainSettings {
  /** What people open, for example `stream.example.com`; the broker's origin is `https://` and this. */
  readonly viewer: string;
  /** `cloudfront` only: the name of the Regional APIs that CloudFront reaches, for example `origin.stream.example.com`. */
  readonly origin: string | null;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

export interface CertificateSettings {
  /** ACM ARN for the viewer's name; `cloudfront`: in us-east-1. `regional`: null, see `regional`. */
  readonly viewer: string | null;
  /**
   * ACM ARNs by Region for the name the Regional APIs answer to (`domain.origin`, or `domain.viewer` at the `regional`
   * edge). At the `cloudfront` edge ACM must have issued them: with mutual TLS, API Gateway asks for an
   * `ownershipVerificationCertificate` beside an imported or a private one, and there is no field for it.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html
   */
  readonly regional: Readonly<Record<string, string>>;
  /** `cloudfront` only: what CloudFront shows to the Regional APIs (mutual TLS). */
  readonly originClient: OriginClientCertificate | null;
}

interface OriginClientCertificate {
  /**
   * ACM ARN in us-east-1 of the client certificate: imported, RSA 2048 or P-256, with extended key usage `clientAuth`. ACM
   * neither issues nor renews such a certificate; an alarm rings a month before its end. The truststore holds authorities
   * only, so that a synth sees nothing of this one.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-certificate-management-certificate-manager.html
   */
  readonly certificate: string;
  /** Its subject DN exactly as API Gateway reports it (EDGE_CERTIFICATE_SUBJECT): the functions answer nobody else. */
  readonly subject: string;
  /** PEM file of the issuing CA, beside the deployment file: the truststore. An authority that issues nothing else. */
  readonly authorities: string;
}

export interface FunctionSettings {
  /** MB; null: what the function needs (infra/broker/function-table.ts). */
  readonly memory: number | null;
  /** Null: the account's unreserved pool. */
  readonly reservedConcurrency: number | null;
  /** Environments kept warm on a schedule; null: none. */
  readonly provisioned: ProvisionedSchedule | null;
}

export interface ProvisionedSchedule {
  readonly environments: number;
  /** Wall-clock `HH:MM` in `timeZone` (IANA), on these days. */
  readonly timeZone: string;
  readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  readonly from: string;
  readonly until: string;
}

export interface LimitSettings {
  /** WAF: requests in five minutes from one address, on all paths but the polled ones, and on the sign-in paths. */
  readonly requestsPerAddress: number;
  readonly signInsPerAddress: number;
  /** WAF: the same on the polled paths, where waiting people's browsers and other programs ask by themselves. */
  readonly waitingRequestsPerAddress: number;
  /** API Gateway: requests a second and burst, each route but the waiting one. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** API Gateway: requests a second, and burst, on the route where waiting people's browsers ask again. */
  readonly waitingRequestsPerSecond: number;
}

/** For set-ups without CloudFront; the operator's own, under its own licence. */
interface IpDatabaseFile {
  /** A country database in MaxMind's format, beside the deployment file. Ships in the launch function's archive. */
  readonly file: string;
}

export interface RetentionSettings {
  /** Days, one of CloudWatch's. */
  readonly logDays: number;
  /** Days the audit landing bucket keeps what it has handed to the archive. */
  readonly landingDays: number;
  readonly archive: {
    /** `compliance` can be lifted by nobody, the account's root included. */
    readonly mode: "governance" | "compliance";
    readonly years: number;
  };
}

/** What AWS lets the account have in each Region; higher than the default where AWS has raised it. */
export interface QuotaSettings {
  /** Lambda's concurrent executions. */
  readonly lambdaConcurrency: number;
  /** Network interfaces of VPCs; every streaming instance has one. */
  readonly networkInterfaces: number;
}

export interface AlarmSettings {
  /** E-mail addresses or https endpoints that subscribe to the alarm topic. */
  readonly notify: readonly string[];
}

export type DataSensitivity = "open" | "restricted" | "sealed";

export interface NetworkDeclaration {
  readonly region: string;
  /** CIDR of the VPC. */
  readonly cidr: string;
  /** One private subnet each, in different zones. */
  readonly subnets: readonly { readonly zone: string; readonly cidr: string }[];
  /** How instances reach what is outside; `none` leaves endpoints only. */
  readonly egress: "none" | "nat" | "proxy" | "firewall";
  /** `proxy`: host:port that instances may reach. */
  readonly proxy: string | null;
  /** `firewall`: domain names that may be reached. */
  readonly allowedDomains: readonly string[];
  /** Attachment to a hub; null: none. */
  readonly transitGateway: { readonly id: string; readonly routes: readonly string[] } | null;
  /** TCP ports of applications behind the hub; undefined: 443. */
  readonly internalPorts?: readonly number[] | undefined;
  /** Name servers of a directory that instances join; undefined: the VPC's own. */
  readonly resolvers?: { readonly domainName: string; readonly addresses: readonly string[] } | undefined;
}

export interface FleetDeclaration {
  /** Id of the fleet in the policy's `fleets`; Region, stack, fleet name and stream view are taken from there. */
  readonly fleet: string;
  readonly network: string;
  readonly image: string;
  readonly instanceType: string;
  readonly fleetType: "ALWAYS_ON" | "ON_DEMAND";
  readonly sensitivity: DataSensitivity;
  readonly capacity: {
    readonly minimum: number;
    readonly maximum: number;
    /** Percent of places in use that auto scaling aims at. */
    readonly targetUtilization: number;
    readonly schedules: readonly CapacitySchedule[];
  };
  /** https origins that may embed the stream. */
  readonly embedDomains: readonly string[];
  /** Null: none. A joined fleet cannot be launched by streaming URL. */
  readonly directory: { readonly name: string; readonly organizationalUnit: string } | null;
  readonly replacement: "stop_and_start" | "blue_green";
  /** Of a copy (`copies` of another fleet in the file): where it is written, from the file's root. */
  readonly place?: readonly (string | number)[];
}

interface CapacitySchedule {
  /** EventBridge Scheduler cron, for example `cron(0 7 ? * MON-FRI *)`. */
  readonly cron: string;
  readonly timeZone: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface BastionDeclaration {
  /** Id of the fleet in the policy's `fleets`. */
  readonly fleet: string;
  readonly network: string;
  readonly image: string;
  readonly instanceType: string;
  readonly maximum: number;
  /** `brokered`: not joined, launched by streaming URL. `domain_joined`: no application of the policy leads to it. */
  readonly variant: "brokered" | "domain_joined";
  /** `domain_joined` only. */
  readonly directory: { readonly name: string; readonly organizationalUnit: string } | null;
  /** CIDR blocks of servers that cannot wear the access group; undefined: none. */
  readonly targets?: readonly string[] | undefined;
  /** `domain_joined`: CIDR blocks of the directory's controllers; undefined: what lies behind the network's hub. */
  readonly controllers?: readonly string[] | undefined;
  /** `domain_joined`: ARN of the SAML provider in IAM that hands people over; undefined: the role is somebody else's. */
  readonly samlProvider?: string | undefined;
}

export interface StreamingDeclaration {
  readonly networks: Readonly<Record<string, NetworkDeclaration>>;
  readonly fleets: readonly FleetDeclaration[];
  readonly bastions: readonly BastionDeclaration[];
  /** AppStream's daily reports of sessions, in every Region with fleets; they hold people's addresses. */
  readonly usageReports: boolean;
}

export interface Deployment {
  readonly version: 1;
  /** Prefix of every stack's and resource's name. */
  readonly name: string;
  readonly account: string;
  /** The policy file, beside this one. */
  readonly policy: string;
  readonly edge: EdgeKind;
  /** Where the broker runs, active in all; the first also holds what exists once. */
  readonly regions: readonly string[];
  readonly domain: DomainSettings;
  readonly certificates: CertificateSettings;
  /** By function name of functions/routes.ts; absent ones get the defaults. */
  readonly functions: Readonly<Record<string, FunctionSettings>>;
  /** Null: the policy asks none (`ip_database` of `location.sources`). */
  readonly ipDatabase: IpDatabaseFile | null;
  readonly limits: LimitSettings;
  readonly retention: RetentionSettings;
  readonly quotas: QuotaSettings;
  readonly alarms: AlarmSettings;
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of a managed policy; null: none. */
  readonly permissionsBoundary: string | null;
  /** Null: the streaming side is somebody else's. */
  readonly streaming: StreamingDeclaration | null;
}
