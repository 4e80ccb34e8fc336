"""What people's typing does to a query, derived from the clean one: typo, prefix, keyboard, letters, half-space, digits.

Seeded by the query's id, so every run derives the same text. A function returns the text unchanged when its kind does
not apply, and such queries are left out of that kind.
"""
import random
import re

LETTERS = {   # what the key of each Latin letter writes
    "keys": "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "fa": "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو./",   # ISIRI 9147
    "ar": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر\0ىةوزظ",   # Arabic 101; b writes two letters, see below
}
SHIFTED = {
    "fa": {"آ": "H", "ژ": "C", "ئ": "S", "أ": "G", "؟": "?", "،": "<", "\u200c": " "},
    "ar": {"أ": "H", "إ": "Y", "آ": "N", "ذ": "`", "؟": "?", "،": "K", "لا": "b", "لأ": "G", "لإ": "T", "لآ": "B"},
}
DIGITS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
WORD = re.compile(r"[\w\u200c]+")


def keys_of(lang):
    keys = {letter: key for letter, key in zip(LETTERS[lang], LETTERS["keys"]) if letter != "\0"}
    return SHIFTED[lang] | keys


def neighbours(letter, lang):
    """The keys left and right of a letter, where a finger lands by mistake."""
    row = LETTERS.get(lang, LETTERS["keys"])
    at = row.find(letter)
    near = [row[i] for i in (at - 1, at + 1) if at >= 0 and 0 <= i < len(row)]
    return [other for other in near if other.isalpha()] or [letter]


def typo(text, lang, choose):
    """One slip in one word of five letters or more: a letter lost, doubled, swapped with the next, or its neighbour."""
    words = [m for m in WORD.finditer(text) if len(m[0]) >= 5 and m[0].isalpha()]
    if not words:
        return text
    word = choose.choice(words)
    letters = list(word[0])
    at = choose.randrange(len(letters) - 1)
    slip = choose.choice(("lost", "doubled", "swapped", "neighbour"))
    if slip == "lost":
        del letters[at]
    elif slip == "doubled":
        letters.insert(at, letters[at])
    elif slip == "swapped":
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    else:
        letters[at] = choose.choice(neighbours(letters[at], lang))
    return text[:word.start()] + "".join(letters) + text[word.end():]


def prefix(text, lang, choose):
    """As while typing: of the last word only two or more letters are there."""
    words = list(WORD.finditer(text))
    last = words[-1]
    if len(last[0]) < 4:
        return text
    return text[:last.start() + choose.randrange(2, len(last[0]))]


def keyboard(text, lang, choose):
    """Typed with the keyboard in the other language: Latin for fa and ar, Persian for en."""
    if lang == "en":
        letters = dict(zip(LETTERS["keys"], LETTERS["fa"]))
        return "".join(letters.get(char, char) for char in text.lower())
    keys = keys_of(lang)
    if lang == "ar":
        text = re.sub("[\u064b-\u0652]", "", text)
        text = re.sub("ل[اأإآ]", lambda pair: keys[pair[0]], text)
    digits = str.maketrans(DIGITS[1] + DIGITS[2], DIGITS[0] * 2)
    return "".join(keys.get(char, char) for char in text.translate(digits))


def letters(text, lang, choose):
    """Persian with the letters of an Arabic keyboard, and the other way round."""
    if lang == "fa":
        return text.translate(str.maketrans("یک", "يك"))
    return text.translate(str.maketrans("يىك", "ییک")) if lang == "ar" else text


def half_space(text, lang, choose):
    """The half-space as many type it: a space, or nothing."""
    return text.replace("\u200c", choose.choice((" ", "")))


def digits(text, lang, choose):
    """The digits of another script."""
    own = next((script for script in DIGITS if any(digit in text for digit in script)), None)
    if own is None:
        return text
    other = choose.choice([script for script in DIGITS if script != own])
    return text.translate(str.maketrans(own, other))


KINDS = {"typo": typo, "prefix": prefix, "keyboard": keyboard, "letters": letters, "half-space": half_space, "digits": digits}


def derive(query, kind):
    """The query in one kind, or None where the kind changes nothing."""
    text = KINDS[kind](query["text"], query["lang"], random.Random(f"{kind} {query['id']}"))
    return None if text == query["text"] else {**query, "text": text}
