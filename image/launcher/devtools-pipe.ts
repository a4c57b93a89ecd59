/**
 * The Chrome DevTools Protocol over a pair of pipes: JSON, each message ended by a zero byte.
 * A pipe has no address, so no other process and no page can reach it, as each could a debugging port.
 * Invariant: every call ends, by its answer, by the pipe's end or by its deadline.
 */
import type { Readable, Writable } from "node:stream";

export type Members = Readonly<Record<string, unknown>>;

export interface DevtoolsPipe {
  /** The result; undefined if the browser refused, was too slow or is gone. What it said may quote a cookie. */
  call(method: string, parameters: Members, deadlineMilliseconds: number): Promise<Members | undefined>;
  onEvent(listener: (method: string, parameters: Members) => void): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Members;
  readonly result?: Members;
}

/** No answer that the launcher asks for comes near it. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

export function openDevtoolsPipe(input: Writable, output: Readable): DevtoolsPipe {
  const waiting = new Map<number, (result: Members | undefined) => void>();
  const listeners: ((method: string, parameters: Members) => void)[] = [];
  let lastId = 0;
  let isOpen = true;
  let pending = Buffer.alloc(0);

  const end = (): void => {
    isOpen = false;
    for (const resolve of waiting.values()) resolve(undefined);
    waiting.clear();
    input.destroy();
    output.destroy();
  };
  const receive = ({ id, method, params, result }: Message): void => {
    if (id !== undefined) waiting.get(id)?.(result);
    else if (method !== undefined) for (const listener of listeners) listener(method, params ?? {});
  };

  output.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let zero = pending.indexOf(0); zero !== -1; zero = pending.indexOf(0)) {
      const text = pending.toString("utf8", 0, zero);
      pending = pending.subarray(zero + 1);
      receive(parsed(text));
    }
    if (pending.length > MAX_MESSAGE_BYTES) end();
  });
  // A browser that dies shows in the end of the pipe; the error says the same a second time.
  for (const stream of [input, output]) stream.on("error", end).on("close", end);

  return {
    call: async (method, params, deadlineMilliseconds) => {
      if (!isOpen) return undefined;
      lastId += 1;
      const id = lastId;
      let timer: NodeJS.Timeout | undefined;
      const answered = new Promise<Members | undefined>((resolve) => {
        waiting.set(id, resolve);
        timer = setTimeout(resolve, deadlineMilliseconds, undefined);
        input.write(`${JSON.stringify({ id, method, params })}\0`);
      });
      try {
        return await answered;
      } finally {
        clearTimeout(timer);
        waiting.delete(id);
      }
    },
    onEvent: (listener) => {
      listeners.push(listener);
    },
  };
}

function parsed(text: string): Message {
  try {
    return (JSON.parse(text) ?? {}) as Message;
  } catch {
    // Not a message of the protocol; whatever waits for it will end by its deadline.
    return {};
  }
}
