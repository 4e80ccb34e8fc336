// Do two neighbouring characters join in Arabic script? Needed where a line or a style ends inside a word: the piece drawn
// alone gets a zero width joiner exactly when the letters join (research T5: a joiner beside alef or waw makes it wrong).
//
// Source: Unicode ArabicShaping.txt, Joining_Type, for U+0600 to U+08FF. Letters of the Arabic and Syriac blocks that are
// in no range below are dual-joining.

/** Right-joining: they join to the letter before them only. [first, last] pairs. */
const kRightJoining = [
  0x0622, 0x0625, 0x0627, 0x0627, 0x0629, 0x0629, 0x062f, 0x0632, 0x0648, 0x0648, 0x0671, 0x0673, 0x0675, 0x0677, 0x0688, 0x0699, 0x06c0, 0x06c0,
  0x06c3, 0x06cb, 0x06cd, 0x06cd, 0x06cf, 0x06cf, 0x06d2, 0x06d3, 0x06d5, 0x06d5, 0x06ee, 0x06ef, 0x0710, 0x0710, 0x0715, 0x0719, 0x071e, 0x071e,
  0x0728, 0x0728, 0x072a, 0x072a, 0x072c, 0x072c, 0x072f, 0x072f, 0x074d, 0x074d, 0x0759, 0x075b, 0x076b, 0x076c, 0x0771, 0x0771, 0x0773, 0x0774,
  0x0778, 0x0779, 0x0870, 0x0882, 0x088e, 0x088e, 0x08aa, 0x08ac, 0x08ae, 0x08ae, 0x08b1, 0x08b2, 0x08b9, 0x08b9,
];
/** Letters that join to nothing: hamza, high hamza and a few of smaller scripts. */
const kNonJoining = [0x0621, 0x0674, 0x0856, 0x0857, 0x0858, 0x08ad];
const kTatweel = 0x0640;
const kZwj = 0x200d;

type Joining = "right" | "dual" | "causing" | "transparent" | "none";

function in_ranges(ranges: readonly number[], code: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (code >= ranges[i]! && code <= ranges[i + 1]!) return true;
  return false;
}

function joining_of(code: number): Joining {
  if (code === kZwj || code === kTatweel) return "causing";
  if (code < 0x0600) return "none";
  if (code <= 0x08ff) {
    if (/\p{Mn}/u.test(String.fromCharCode(code))) return "transparent";
    if (kNonJoining.includes(code)) return "none";
    if (in_ranges(kRightJoining, code)) return "right";
    return /\p{L}/u.test(String.fromCharCode(code)) ? "dual" : "none";
  }
  return /\p{Mn}/u.test(String.fromCharCode(code)) ? "transparent" : "none";
}

/** True when the letter before `at` and the letter at or after it are drawn joined. */
export function joins_at(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && joining_of(text.charCodeAt(before)) === "transparent") before--;
  let after = at;
  while (after < text.length && joining_of(text.charCodeAt(after)) === "transparent") after++;
  if (before < 0 || after >= text.length) return false;
  const left = joining_of(text.charCodeAt(before));
  const right = joining_of(text.charCodeAt(after));
  return (left === "dual" || left === "causing") && (right === "dual" || right === "right" || right === "causing");
}

export const kJoiner = "\u200d";
