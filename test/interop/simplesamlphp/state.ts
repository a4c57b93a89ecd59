/** What SimpleSAMLphp's configuration files read at every request: one JSON file, replaced as a whole. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KeyPair } from "../key-pair.ts";
import type { Person } from "../person.ts";

export interface SimpleSamlPhpState {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly entityId: string;
  readonly salt: string;
  /** Names a key pair; its certificate is published. */
  readonly signingKey: string;
  /** The certificate of this one is published too. */
  readonly nextKey: string | null;
  readonly people: readonly Person[];
  /** SimpleSAMLphp's own options by entity ID; they win over what the metadata says. */
  readonly options: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}

export interface StateDirectory {
  save(state: SimpleSamlPhpState): Promise<void>;
  /** The same name again replaces what was there. */
  addServiceProvider(name: string, metadataXml: string): Promise<void>;
  addKeyPair(name: string, keyPair: KeyPair): Promise<void>;
}

export async function stateDirectory(directory: string): Promise<StateDirectory> {
  for (const folder of ["keys", "service-providers", "data", "log", "temp", "sessions"]) {
    await mkdir(join(directory, folder));
  }
  return {
    async save(state) {
      await writeFile(join(directory, "state.new"), JSON.stringify(state));
      await rename(join(directory, "state.new"), join(directory, "state.json"));
    },
    async addServiceProvider(name, metadataXml) {
      await writeFile(join(directory, "service-providers", `${name}.xml`), metadataXml);
    },
    async addKeyPair(name, { privateKey, certificate }) {
      await writeFile(join(directory, "keys", `${name}.key`), privateKey);
      await writeFile(join(directory, "keys", `${name}.crt`), certificate);
    },
  };
}
