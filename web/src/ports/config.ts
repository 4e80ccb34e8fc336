// The shop's configuration and its pack: from the server, or from the files of a static host.
import type { Options } from "../shared/contract.ts";

export interface Channel {
  kind: string;
  /** By language; empty: the kind's own name. */
  label: Record<string, string>;
  value: string;
  url: string;
}

/** What the page itself needs of the configuration; the core reads the whole text. */
export interface ShopConfig {
  text: string;
  pack_url: string;
  channels: Channel[];
  help_url: string;
}

export const kStaticServer = "static";

/** The built-in file beside pasokh.js, for hosts that serve files only. */
const kStaticFile = "pasokh.config.json";

async function fetch_text(url: string): Promise<string> {
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return response.text();
}

export async function load_config(options: Options, base: string): Promise<ShopConfig> {
  if (options.server !== kStaticServer) {
    const url = `${options.server}/v1/config`;
    try {
      return read_config(await fetch_text(url), url);
    } catch {
      // A shop on plain hosting has no such address: its file says the same.
    }
  }
  const url = new URL(kStaticFile, base).href;
  return read_config(await fetch_text(url), url);
}

/** Addresses in the text are relative to where it came from. Wrong parts are left out: half a contact card beats none. */
export function read_config(text: string, url: string): ShopConfig {
  const root = record(JSON.parse(text));
  const address = (value: unknown): string => (typeof value === "string" && value !== "" ? new URL(value, url).href : "");
  const pack = root["pack"];
  const channels = (Array.isArray(root["channels"]) ? root["channels"] : []).map(record).map((channel) => ({
    kind: words(channel["kind"]), label: record(channel["label"]) as Record<string, string>, value: words(channel["value"]), url: words(channel["url"]),
  }));
  return {
    text,
    pack_url: address(typeof pack === "object" && pack !== null ? record(pack)["url"] : pack),
    channels: channels.filter((channel) => /^(https?:\/\/|tel:|mailto:)/i.test(channel.url)),
    help_url: address(root["help_url"]),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export async function load_pack(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw new Error(`the pack answered ${response.status}`);
  return response.arrayBuffer();
}
