// Where the pointer is, for hover looks on the canvas only: activation is the DOM's business.
//
// A frame is asked for when the pointer comes to another node or is pressed, not at every move. A finger never hovers.

export class Pointer {
  private x = -1;
  private y = -1;
  private down = false;
  private node = 0;

  constructor(private readonly panel: HTMLElement, private readonly node_at: (target: EventTarget | null) => number, private readonly on_change: () => void) {
    panel.addEventListener("pointermove", (event) => this.move(event), { passive: true });
    panel.addEventListener("pointerdown", (event) => this.press(event, true), { passive: true });
    panel.addEventListener("pointerup", (event) => this.press(event, false), { passive: true });
    panel.addEventListener("pointercancel", (event) => this.press(event, false), { passive: true });
    panel.addEventListener("pointerleave", () => this.leave(), { passive: true });
  }

  state(): { pointer_x: number; pointer_y: number; pointer_down: boolean } {
    return { pointer_x: this.x, pointer_y: this.y, pointer_down: this.down };
  }

  private take_place(event: PointerEvent): void {
    const box = this.panel.getBoundingClientRect();
    this.x = event.clientX - box.left;
    this.y = event.clientY - box.top;
  }

  private move(event: PointerEvent): void {
    if (event.pointerType === "touch") return;
    const node = this.node_at(event.target);
    if (node === this.node) return;
    this.take_place(event);
    this.node = node;
    this.on_change();
  }

  private press(event: PointerEvent, down: boolean): void {
    this.take_place(event);
    this.down = down;
    if (!down && event.pointerType === "touch") this.x = this.y = -1;
    this.on_change();
  }

  private leave(): void {
    if (this.x < 0) return;
    this.x = this.y = -1;
    this.node = 0;
    this.down = false;
    this.on_change();
  }
}
