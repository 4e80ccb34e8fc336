// Loads one TypeScript module of src/ for a test in Node: bundled in memory, so that no build is needed first.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const src = join(dirname(fileURLToPath(import.meta.url)), "../src");

export async function load(path) {
  const built = await esbuild.build({ entryPoints: [join(src, path)], bundle: true, loader: { ".css": "text" }, write: false, format: "esm", target: "es2022", charset: "utf8" });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`);
}
