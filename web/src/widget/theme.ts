// What colours the panel has before the core says them.
import type { Options } from "../shared/contract.ts";

/** What the shop wants, or else what the device does. */
export function theme_of(options: Options): "light" | "dark" {
  if (options.theme !== "auto") return options.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Colours until the core's theme arrives, and for the contact card when it never does. */
export const kPlainColors: Record<"light" | "dark", Record<string, string>> = {
  light: {
    background: "#f7f9f8", surface: "#ffffff", border: "#dfe6e4", border_strong: "#84918e", text: "#14201e", text_muted: "#566461", accent: "#0f766e",
    accent_text: "#0f6b64", focus: "#0f766e",
  },
  dark: {
    background: "#101716", surface: "#19211f", border: "#2b3634", border_strong: "#7d8a87", text: "#eef3f2", text_muted: "#a3b0ad", accent: "#2dd4bf",
    accent_text: "#5eead4", focus: "#5eead4",
  },
};
