// Reads the options of our own script tag. Unknown values fall back to the default, because a typo in a shop's template
// must not hide the help button.
import type { Options } from "../shared/contract.ts";

const kLanguages = ["fa", "ar", "en"];
export const kAccent = "#0f766e";

/** "fa-IR" -> "fa"; a language without words of ours -> "". */
export function supported_language(tag: string | null | undefined): string {
  const base = (tag ?? "").toLowerCase().split(/[-_]/)[0] ?? "";
  return kLanguages.includes(base) ? base : "";
}

function one_of<T extends string>(value: string | undefined, allowed: readonly T[], fallback: T): T {
  return allowed.includes(value as T) ? (value as T) : fallback;
}

export function valid_accent(value: string | undefined): string {
  return /^#[0-9a-f]{6}$/i.test(value ?? "") ? value!.toLowerCase() : kAccent;
}

/** `script_url` is the address the tag was loaded from; its origin is the default API base. */
export function read_options(data: DOMStringMap, script_url: string, page_lang: string): Options {
  const server = data["server"] ?? new URL(script_url).origin;
  return {
    shop: data["shop"] ?? "demo",
    lang: supported_language(data["lang"]) || supported_language(page_lang) || "fa",
    theme: one_of(data["theme"], ["light", "dark", "auto"] as const, "auto"),
    accent: valid_accent(data["accent"]),
    position: one_of(data["position"], ["start", "end"] as const, "end"),
    server: server.replace(/\/+$/, ""),
    pack: data["pack"] ?? "",
    font: data["font"] ?? "",
    label: data["label"] ?? "",
    mode: one_of(data["mode"], ["auto", "dom"] as const, "auto"),
    test: data["test"] !== undefined,
  };
}

/** Applies `Pasokh('set', {...})`: only known fields, checked as the tag's are. Gives the changed options. */
export function changed_options(old: Options, patch: Record<string, unknown>): Options {
  const text = (name: string): string | undefined => (typeof patch[name] === "string" ? (patch[name] as string) : undefined);
  return {
    ...old,
    lang: supported_language(text("lang")) || old.lang,
    theme: one_of(text("theme"), ["light", "dark", "auto"] as const, old.theme),
    accent: text("accent") === undefined ? old.accent : valid_accent(text("accent")),
    position: one_of(text("position"), ["start", "end"] as const, old.position),
    label: text("label") ?? old.label,
  };
}
