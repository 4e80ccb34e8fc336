import { PNG } from "pngjs"; import { readFileSync, writeFileSync } from "node:fs";
const [out, f, x, y, w, h, k] = process.argv.slice(2).map((v, i) => i < 2 ? v : Number(v)); const p = PNG.sync.read(readFileSync(f)); const o = new PNG({ width: w * k, height: h * k });
for (let j = 0; j < h * k; j++) for (let i = 0; i < w * k; i++) { const s = 4 * ((y + Math.floor(j / k)) * p.width + x + Math.floor(i / k)); p.data.copy(o.data, 4 * (j * o.width + i), s, s + 4); }
writeFileSync(out, PNG.sync.write(o));
