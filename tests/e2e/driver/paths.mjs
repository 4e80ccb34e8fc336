// Where things are, and what can be changed from outside.
//
//   PASOKH            the native command           (default build/native-release/pasokh)
//   PASOKH_DIST       the built page               (default build/web-release/dist)
//   PASOKH_SHARED     data shared between projects (default ../shared beside the repository)
//   CHROMIUM, FIREFOX the browsers                 (default /usr/bin/chromium, /usr/bin/firefox-esr)
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const pasokh = resolve(process.env.PASOKH ?? join(root, "build/native-release/pasokh"));
export const dist = resolve(process.env.PASOKH_DIST ?? join(root, "build/web-release/dist"));
export const shared = resolve(process.env.PASOKH_SHARED ?? join(root, "../shared"));
export const chromium_path = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const firefox_path = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
export const shots = join(root, "build/e2e/shots");
