// A display nobody looks at, on a free number.
import { said, start, stop } from "./children.mjs";

export async function start_display() {
  const child = start("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const [, number] = await said(child, child.stdio[3], /(\d+)\n/, 10_000);
  return { name: `:${number}`, stop: () => stop(child) };
}
