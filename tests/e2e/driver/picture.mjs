// Looks at screenshots with numbers.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { shots } from "./paths.mjs";

export function decode(bytes) {
  return PNG.sync.read(bytes);
}

/** For people to look at: build/e2e/shots/<name>.png. */
export async function keep(page, name) {
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(shots, `${name}.png`), await page.screenshot());
}

/** Of four bits a channel, so that noise does not count. */
export function distinct_colors(picture) {
  const seen = new Set();
  for (let i = 0; i < picture.data.length; i += 4) seen.add(((picture.data[i] >> 4) << 8) | ((picture.data[i + 1] >> 4) << 4) | (picture.data[i + 2] >> 4));
  return seen.size;
}

const luminance = (data, i) => 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];

/** Mean luminance of each square of 8 x 8 pixels: where ink is, not how its edges are smoothed. */
function blocks(picture) {
  const columns = picture.width >> 3;
  const rows = picture.height >> 3;
  const sums = new Float64Array(columns * rows);
  for (let y = 0; y < rows << 3; y++)
    for (let x = 0; x < columns << 3; x++) sums[(y >> 3) * columns + (x >> 3)] += luminance(picture.data, 4 * (y * picture.width + x)) / 64;
  return sums;
}

/** 0 for equal pictures, 1 for black against white. `worst` is that of the most different square. */
export function difference(one, other) {
  if (one.width !== other.width || one.height !== other.height) return { mean: 1, worst: 1 };
  const a = blocks(one);
  const b = blocks(other);
  let sum = 0;
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs(a[i] - b[i]) / 255;
    sum += apart;
    worst = Math.max(worst, apart);
  }
  return { mean: sum / a.length, worst };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
