import { PNG } from "pngjs"; import { readFileSync, writeFileSync } from "node:fs";
const [out, cols, w, h, ...files] = process.argv.slice(2);
const rows = Math.ceil(files.length / cols); const sheet = new PNG({ width: cols * w, height: rows * h });
files.forEach((f, i) => { const p = PNG.sync.read(readFileSync(f)); PNG.bitblt(p, sheet, 0, 0, Math.min(w, p.width), Math.min(h, p.height), (i % cols) * w, Math.floor(i / cols) * h); });
writeFileSync(out, PNG.sync.write(sheet));
