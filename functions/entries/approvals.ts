/** Lambda entry: just-in-time approval. It writes requests and grants, and can launch nothing. */
import { approvalsFunction } from "../wiring/approvals.ts";

export const handler = approvalsFunction(process.env);
