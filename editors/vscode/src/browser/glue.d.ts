/** What wasm-bindgen makes of the crate in `worker/`, as far as it is used. */
declare module "*/mubiao_worker.js" {
  export function initSync(options: { module: Uint8Array }): unknown;
  export function last_panic(): string;
  export class Server {
    constructor(lang: string);
    receive(message: string): void;
    step(): boolean;
    messages(): string[];
  }
}
