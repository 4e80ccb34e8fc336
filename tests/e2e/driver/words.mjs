// What the widget says, from the same files that it is built from.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

const kLauncher = { fa: "راهنما و پشتیبانی", ar: "المساعدة والدعم", en: "Help and support" };
const kZero = { fa: "۰".codePointAt(0), ar: "٠".codePointAt(0), en: "0".codePointAt(0) };

export function words_of(lang) {
  const table = JSON.parse(readFileSync(join(root, `assets/strings/${lang}.json`), "utf8"));
  const words = { ...table, launcher: kLauncher[lang] };
  return new Proxy(words, {
    get(_, key) {
      if (typeof key === "string" && key !== "then" && !(key in words)) throw new Error(`assets/strings/${lang}.json has no "${key}"`);   // else a test would look for anything
      return words[key];
    },
  });
}

/** The digits of a text as plain ones, so that "۱۲" and "١٢" read 12. */
export function plain_digits(text) {
  return text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
}

export function local_digits(lang, text) {
  return String(text).replace(/[0-9]/g, (digit) => String.fromCodePoint(kZero[lang] + Number(digit)));
}

/** A template's fixed words, longest first: "Order {number}" -> "Order". */
export function fixed_part(template) {
  return template.split(/\{[^}]*\}/).map((part) => part.trim()).sort((a, b) => b.length - a.length)[0];
}
