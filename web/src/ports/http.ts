// One POST at a time per request: JSON in, text out, never a cookie.

export interface HttpAnswer {
  /** 0: no network, or no answer in time. */
  status: number;
  body: string;
  retry_after_s: number;
}

const kTimeoutMs = 20_000;

export async function post_json(url: string, body: string): Promise<HttpAnswer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), kTimeoutMs);
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const response = await fetch(url, { method: "POST", body, headers, credentials: "omit", signal: stop.signal, cache: "no-store" });
    return { status: response.status, body: await response.text(), retry_after_s: retry_after(response.headers.get("Retry-After")) };
  } catch {
    return { status: 0, body: "", retry_after_s: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Seconds, from either form of RFC 9110 section 10.2.3; 0 when absent or nonsense. */
export function retry_after(value: string | null, now_ms = Date.now()): number {
  if (value === null || value.trim() === "") return 0;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - now_ms) / 1000));
}
