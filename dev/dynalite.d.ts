/** The part of dynalite 4 that the local world uses; the package brings no types. */
declare module "dynalite" {
  import type { Server } from "node:http";

  interface Options {
    /** How long a table stays in CREATING; default 500. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** In memory unless told a path. Closing the server ends the store. */
  function dynalite(options?: Options): Server;

  export = dynalite;
}
