// Child processes that are ended by their process id, whatever becomes of the tests.
import { spawn } from "node:child_process";

/** How long a thing that must come may take, in ms: generous, since the machine may be busy. */
export const kPatienceMs = 20_000;

const alive = new Set();
process.on("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  alive.add(child);
  child.on("exit", () => alive.delete(child));
  return child;
}

/** Sends `signal` and waits until the process is gone; kills it when it does not go within `timeout_ms`. */
export async function stop(child, signal = "SIGTERM", timeout_ms = 5000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), timeout_ms);
  await gone;
  clearTimeout(timer);
}

/** The first match of `pattern` in what `stream` says; an error when it does not come in time. */
export function said(child, stream, pattern, timeout_ms) {
  return new Promise((done, failed) => {
    let text = "";
    const timer = setTimeout(() => failed(new Error(`no ${pattern} within ${timeout_ms} ms; heard: ${text}`)), timeout_ms);
    const end = (code) => {
      clearTimeout(timer);
      failed(new Error(`ended with ${code} before ${pattern}; heard: ${text}`));
    };
    child.once("exit", end);
    stream.on("data", (bytes) => {
      text += bytes;
      const match = pattern.exec(text);
      if (!match) return;
      clearTimeout(timer);
      child.off("exit", end);
      done(match);
    });
  });
}

/** Tries until `attempt` gives something truthy; says `what` was missing when it never does. */
export async function eventually(what, attempt, timeout_ms = kPatienceMs) {
  const end = Date.now() + timeout_ms;
  for (;;) {
    const found = await attempt();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeout_ms} ms`);
    await new Promise((next) => setTimeout(next, 25));
  }
}
