/** The worker: it takes the messages of the client to the server, which is WebAssembly, and back. */

import { initSync, last_panic, Server } from "../../dist/pkg/mubiao_worker.js";

/** The first message: what to begin with. */
export interface Start {
  wasm: Uint8Array;
  lang: "zh" | "en";
}

const scope = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
};

let server: Server | undefined;
/** Work is done between messages, so that what a client takes back is not done. */
const turn = new MessageChannel();
let due = false;

/** Does something with the server, and sends what it says. A panic ends the worker, and the client learns what it said. */
function withServer(server: Server, act: (server: Server) => void): void {
  try {
    act(server);
    for (const message of server.messages()) scope.postMessage(JSON.parse(message));
  } catch (error) {
    throw new Error(last_panic() || String(error));
  }
}

function goOn(): void {
  if (due) return;
  due = true;
  turn.port2.postMessage(null);
}

turn.port1.onmessage = () => {
  due = false;
  if (server === undefined) return;
  withServer(server, (server) => {
    if (server.step()) goOn();
  });
};

scope.onmessage = ({ data }) => {
  if (server === undefined) {
    const { wasm, lang } = data as Start;
    initSync({ module: wasm });
    server = new Server(lang);
    return;
  }
  withServer(server, (server) => server.receive(JSON.stringify(data)));
  goOn();
};
