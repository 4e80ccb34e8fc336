// Persian and Arabic as people type them with Latin letters: Finglish and Arabizi, with their ambiguity.
//
// The scripts write few vowels and the Latin spelling has no rules, so one word has many spellings. Two things are
// drawn, from a seed: the habits of a writer, once a query (is ق gh or q, is ح 7 or h), and the short vowels that the
// script leaves out, once a word. Where the vowels come from:
//   1. latin/fa.tsv and latin/ar.tsv: frequent words with the spellings that people use, looked up whole, then without
//      a suffix (fa: ها های ی م ت ش ...) or a prefix (ar: ال و ب ل ...);
//   2. for all other words the syllable shape: no word begins with two consonants, so C(C) becomes CVC; a consonant
//      after a vowel closes its syllable; a final n, m, r, l after a consonant takes a vowel before it. The vowel is
//      a, e or o, in the shares of kShortVowels.
// و and ی are vowels between consonants and consonants beside a vowel. A final ه is e in Persian, ة is a in Arabic.
// What is left out: the ezafe (not written in the source either), and assimilated articles (ash-shams).
import { readFileSync } from "node:fs";

/// A seeded generator of numbers in [0, 1): FNV-1a of the seed, then mulberry32.
export function seeded(seed) {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/// "kh 85 x 15" draws kh in 85 of 100; "_" is nothing.
function draw(random, choices) {
  const parts = choices.split(" ");
  let left = random() * 100;
  for (let at = 0; at < parts.length; at += 2) {
    left -= Number(parts[at + 1] ?? 100);
    if (left < 0 || at + 2 >= parts.length) return parts[at] === "_" ? "" : parts[at];
  }
  return "";
}

const kPersian = {
  letters: {
    ب: "b", پ: "p", ت: "t", ث: "s", ج: "j", چ: "ch 93 c 7", ح: "h", خ: "kh 85 x 15", د: "d", ذ: "z", ر: "r", ز: "z",
    ژ: "zh 75 j 25", س: "s", ش: "sh", ص: "s", ض: "z", ط: "t", ظ: "z", ع: "_ 65 a 25 ' 10", غ: "gh 88 q 12", ف: "f",
    ق: "gh 75 q 25", ک: "k", گ: "g", ل: "l", م: "m", ن: "n", و: "v 90 w 10", ه: "h", ی: "y", ء: "_", ئ: "_ 50 y 50", ؤ: "o",
  },
  long: { ا: "a 90 aa 10", آ: "a 80 aa 20", و: "o 40 u 30 oo 30", ی: "i 85 ee 15" },
  first_alef: "a 60 e 40",
  last: { ه: "e 75 eh 25" },
  short_vowels: "a 50 e 35 o 15",
};

const kArabic = {
  letters: {
    ب: "b", ت: "t", ث: "th 70 s 15 t 15", ج: "j 65 g 35", ح: "7 60 h 40", خ: "kh 55 5 25 7' 20", د: "d", ذ: "th 40 z 30 d 30",
    ر: "r", ز: "z", س: "s", ش: "sh 85 ch 15", ص: "s 80 9 20", ض: "d 80 dh 10 9' 10", ط: "t 78 6 22", ظ: "z 60 th 30 6' 10",
    ع: "3 75 a 15 ' 10", غ: "gh 75 3' 15 g 10", ف: "f", ق: "q 50 2 25 8 10 k 8 g 7", ك: "k", ل: "l", م: "m", ن: "n", ه: "h",
    و: "w", ي: "y", ء: "2 50 _ 50", ئ: "2 45 y 30 _ 25", ؤ: "2 45 _ 30 w 25",
  },
  long: { ا: "a 88 aa 12", آ: "a 70 aa 30", أ: "a", إ: "e 50 i 50", ى: "a", و: "o 40 u 25 ou 20 oo 15", ي: "i 60 ee 30 e 10" },
  first_alef: "a 60 e 20 i 20",
  last: { ة: "a 65 ah 15 e 10 eh 10" },
  short_vowels: "a 50 e 20 i 15 o 8 u 7",
};

const kSuffixes = [   // Persian, longest first: [letters, spellings]
  ["هایی", "hayi 60 haee 40"], ["هایش", "hash 60 hayesh 40"], ["هایم", "ham 60 hayam 40"], ["های", "haye 75 hay 25"], ["ترین", "tarin"],
  ["شان", "shan 60 shoon 40"], ["ها", "ha"], ["تر", "tar"], ["ان", "an 60 oon 40"], ["ید", "id"], ["یم", "im"], ["ند", "and"],
  ["م", "am"], ["ت", "et 60 at 40"], ["ش", "esh 60 ash 40"], ["ی", "i 85 y 15"],
];
const kPrefixes = [   // Arabic
  ["وال", "wel 50 wal 50"], ["بال", "bel 60 bil 40"], ["لل", "lel 60 lil 40"], ["ال", "el 40 al 40 il 10 el- 10"],
  ["و", "w 60 wa 40"], ["ب", "b 50 be 30 bi 20"], ["ل", "l 60 le 40"],
];

function read_words(file) {
  const text = readFileSync(new URL(`latin/${file}`, import.meta.url), "utf8");
  return new Map(text.split("\n").filter(Boolean).map((line) => line.split("\t")).map(([word, spellings]) => [word, spellings.split(" ")]));
}
const kWords = { fa: read_words("fa.tsv"), ar: read_words("ar.tsv") };

class Writer {
  constructor(lang, random) {
    this.lang = lang;
    this.random = random;
    this.table = lang === "fa" ? kPersian : kArabic;
    const habits = (choices) => new Map(Object.entries(choices).map(([letter, spellings]) => [letter, draw(random, spellings)]));
    this.letters = habits(this.table.letters);
    this.long = habits(this.table.long);
    this.last = habits(this.table.last);
  }

  word(word) {
    return this.known(word) ?? this.with_affix(word) ?? this.by_rule(word);
  }

  known(word) {
    const spellings = kWords[this.lang].get(word);
    return spellings?.[Math.floor(this.random() * spellings.length)];
  }

  with_affix(word) {
    if (this.lang === "fa") {
      for (const [suffix, spellings] of kSuffixes) {
        const stem = word.endsWith(suffix) && word.length - suffix.length >= 2 && this.known(word.slice(0, -suffix.length));
        if (stem) return stem + draw(this.random, spellings);
      }
      return undefined;
    }
    for (const [prefix, spellings] of kPrefixes) {
      if (!word.startsWith(prefix) || word.length - prefix.length < 3) continue;
      const rest = word.slice(prefix.length);
      const stem = this.known(rest);
      if (stem || prefix.endsWith("ال") || prefix === "لل") return draw(this.random, spellings) + (stem ?? this.by_rule(rest));
    }
    return undefined;
  }

  /// The word as vowels and consonants: [{vowel, text}].
  sounds(word) {
    const chars = [...word];
    const out = [];
    chars.forEach((char, at) => {
      const is_last = at === chars.length - 1;
      const before = out.at(-1);
      const next_is_long = this.long.has(chars[at + 1]) && !"ویي".includes(chars[at + 1]);
      const starts_with_y = at === 0 && char === "ا" && "ویي".includes(chars[1] ?? " ");   // ایمیل: the vowel is the second letter
      if (starts_with_y) return;
      if (is_last && at > 0 && this.last.has(char) && (!before?.vowel || "یي".includes(chars[at - 1]))) out.push({ vowel: true, text: this.last.get(char) });
      else if (at === 0 && char === "ا") out.push({ vowel: true, text: draw(this.random, this.table.first_alef) });
      else if ("ویي".includes(char) && (at === 0 || before?.vowel || next_is_long)) out.push({ vowel: false, text: this.letters.get(char) ?? "y" });
      else if (this.long.has(char)) out.push({ vowel: true, text: this.long.get(char) });
      else if (this.letters.has(char)) out.push({ vowel: false, text: this.letters.get(char) });
      else if (this.last.has(char)) out.push({ vowel: true, text: this.last.get(char) });
      else out.push({ vowel: true, text: char });   // digits and Latin letters stay
    });
    return out;
  }

  by_rule(word) {
    const sounds = this.sounds(word);
    const short = () => draw(this.random, this.table.short_vowels);
    let out = "";
    let after_vowel = false;
    sounds.forEach(({ vowel, text }, at) => {
      const next = sounds[at + 1];
      if (vowel) {
        after_vowel = true;
        out += text;
      } else if (next?.vowel) {
        out += text;
        after_vowel = false;
      } else if (!next) {
        out += (!after_vowel && at > 0 && /[nmrl]$/.test(text) ? short() : "") + text;
      } else if (after_vowel) {
        out += text;   // it closes the syllable
        after_vowel = false;
      } else {
        out += text + short();
        after_vowel = true;
      }
    });
    return out;
  }
}

const kDigits = new Map([..."۰۱۲۳۴۵۶۷۸۹"].map((digit, at) => [digit, String(at)]).concat([..."٠١٢٣٤٥٦٧٨٩"].map((digit, at) => [digit, String(at)])));
const kMarks = /[\u064b-\u065f\u0670\u0640]/g;

/// `text` in Latin letters, as one writer would type it. The same seed gives the same spelling.
export function latinize(text, lang, seed) {
  const random = seeded(seed);
  const writer = new Writer(lang, random);
  const joiner = random() < 0.6 ? "" : " ";   // how this writer types a half-space
  const plain = text.normalize("NFKC").replace(kMarks, "").replace(/[۰-۹٠-٩]/g, (digit) => kDigits.get(digit));
  const letters = lang === "fa" ? plain.replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[أإ]/g, "ا").replace(/ة/g, "ه") : plain;
  return letters
    .replace(/[\p{Script=Arabic}\u200c]+/gu, (run) => run.split("\u200c").filter((part) => /\p{L}/u.test(part)).map((part) => writer.word(part)).join(joiner))
    .replace(/ee+e/g, "iye").replace(/[؟?!.،,:؛"«»()…]+/g, " ").replace(/\s+/g, " ").trim().toLowerCase();
}
