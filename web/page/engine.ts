/** The worker from the side of the page: one that has failed is replaced by a new one. */

import type { Call, Calls, Name, Reply, Start } from "./protocol";
import { fromText } from "./text";

/** The worker's script, put in by the build. */
declare const WORKER: string;

/** What a call fails with when the program itself has failed. */
export class Crash extends Error {}

/** What a call fails with that nobody waits for any more. */
export class Closed extends Error {}

interface Waiting {
  resolve(value: never): void;
  reject(error: unknown): void;
}

/** What the page carries in the element `id`, unpacked. */
export async function unpacked(id: string): Promise<Uint8Array> {
  const packed = document.getElementById(id)?.textContent ?? "";
  const bytes = fromText(packed);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export class Engine {
  private worker: Worker | undefined;
  private ready: Promise<void> | undefined;
  /** Has those fail who wait for the worker to start. */
  private abort: (why: Error) => void = () => {};
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  /** Hears of each page of a PDF that is read. */
  onRead: (read: number, of: number) => void = () => {};

  constructor(private lang: string) {}

  /** The new worker knows nothing of the files that were open. */
  private async start(): Promise<void> {
    const script = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    const worker = new Worker(script);
    this.worker = worker;
    const wasm = await unpacked("wasm");
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = (event) => reject(new Error(event.message));
      const start: Start = { wasm, lang: this.lang };
      worker.postMessage(start, [wasm.buffer]);
    });
    URL.revokeObjectURL(script);
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.hear(data);
    worker.onerror = (event) => this.end(new Crash(event.message));
  }

  private hear(reply: Reply): void {
    if ("read" in reply) {
      this.onRead(reply.read, reply.of);
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("crash" in reply) {
      waiting?.reject(new Crash(reply.crash));
      this.end(new Crash(reply.crash));
    } else if ("error" in reply) waiting?.reject(reply.error);
    else waiting?.resolve(reply.value as never);
  }

  /** Ends the worker; whoever waits for it is told `why`. */
  end(why: Error): void {
    this.worker?.terminate();
    this.abort(why);
    this.worker = undefined;
    this.ready = undefined;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const one of waiting) one.reject(why);
  }

  /** A new worker, started before it is asked. */
  renew(): void {
    this.end(new Closed());
    this.begin();
  }

  private begin(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => {
      this.abort = reject;
      this.start().then(resolve, reject);
    });
    // Whoever calls hears of it.
    ready.catch(() => {});
    this.ready = ready;
    return ready;
  }

  async call<N extends Name>(name: N, ...args: Parameters<Calls[N]>): Promise<ReturnType<Calls[N]>> {
    if (name === "speak") this.lang = String(args[0]);
    await (this.ready ?? this.begin());
    return new Promise((resolve, reject) => {
      const id = this.next;
      this.next += 1;
      this.waiting.set(id, { resolve, reject });
      const call: Call = { id, name, args };
      this.worker?.postMessage(call);
    });
  }
}
