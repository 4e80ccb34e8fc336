// A frame only when something happened. Idle: no animation frame and no timer.
//
// `wake` asks for a frame; a frame answers how long it can rest. A hidden tab gets its frames from a timer, because an
// animation frame would wait until it is seen again while a delivery waits for the core.

export class FrameLoop {
  private frame_handle = 0;
  private timer_handle = 0;
  private rest_handle = 0;
  frames = 0;

  /** `run` gives the milliseconds until the next frame is needed; Infinity: only when woken. */
  constructor(private readonly run: () => number) {}

  wake(): void {
    if (this.frame_handle !== 0 || this.timer_handle !== 0) return;
    if (document.hidden) this.timer_handle = window.setTimeout(() => this.step());
    else this.frame_handle = requestAnimationFrame(() => this.step());
  }

  stop(): void {
    cancelAnimationFrame(this.frame_handle);
    clearTimeout(this.timer_handle);
    clearTimeout(this.rest_handle);
    this.frame_handle = this.timer_handle = this.rest_handle = 0;
  }

  private step(): void {
    this.stop();
    this.frames++;
    const rest_ms = this.run();
    if (rest_ms <= 0) this.wake();
    // Longer than a timer can count is as good as never: something else will wake us.
    else if (rest_ms < 0x7fffffff) this.rest_handle = window.setTimeout(() => this.wake(), rest_ms);
  }
}
