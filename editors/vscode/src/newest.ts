/** Work that is asked for more often than it can be done: one run at a time, and the last one sees the newest state. */

export class Newest {
  private running = false;
  private again = false;

  /** `run` must not fail. */
  constructor(private readonly run: () => Promise<void>) {}

  /** Runs now, or once more when the present run is over. */
  async ask(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      do {
        this.again = false;
        await this.run();
      } while (this.again);
    } finally {
      this.running = false;
    }
  }
}
