"""From documents to tensors: windows, padding, and the items of the second pass."""
import numpy as np
import torch

CLS, SEP = 101, 102
OFF = -10000.0  # what a masked position adds to its attention score


class Window:
    """A run of whole sentences of one document (or a part of one overlong sentence)."""

    def __init__(self, doc, start, end):
        self.doc, self.start, self.end = doc, start, end
        ids, case, first = [CLS], [0], []
        for _, _, pieces, c in doc["words"][start:end]:
            first.append(len(ids))
            ids += pieces
            case += [c] * len(pieces)
        self.first = first + [len(ids)]  # piece index of each word, then of [SEP]
        self.ids, self.case = ids + [SEP], case + [0]
        self.sentences = [(max(s, start), min(e, end)) for s, e in doc["sentences"] if s < end and start < e]

    def __len__(self):
        return len(self.ids)

    def pieces(self, word, end):
        """Piece range of a word range."""
        return self.first[word - self.start], self.first[end - self.start]


def windows(doc, limit, context=0):
    """Whole sentences packed up to `limit` pieces. With `context` the last sentence of a window opens the next one
    too; yields (window, first word that counts)."""
    size = lambda s, e: sum(len(w[2]) for w in doc["words"][s:e])
    parts = []
    for s, e in doc["sentences"]:  # an overlong sentence falls into parts
        while size(s, e) > limit:
            cut = s + 1
            while size(s, cut + 1) <= limit:
                cut += 1
            parts.append((s, cut))
            s = cut
        if s < e:
            parts.append((s, e))
    out, i = [], 0
    while i < len(parts):
        start = i
        if context and i and size(*parts[i - 1]) + size(*parts[i]) <= limit and size(*parts[i - 1]) <= limit // 2:
            start = i - 1
        j = i + 1
        while j < len(parts) and size(parts[start][0], parts[j][1]) <= limit:
            j += 1
        out.append((Window(doc, parts[start][0], parts[j - 1][1]), parts[i][0]))
        i = j
    return out


def pad(rows, fill=0):
    """A matrix from lists of unequal length."""
    out = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for i, r in enumerate(rows):
        out[i, : len(r)] = r
    return torch.from_numpy(out)


def mask_of(lengths):
    """Additive attention mask (batch, 1, 1, length)."""
    n = max(lengths)
    m = torch.zeros(len(lengths), 1, 1, n)
    for i, k in enumerate(lengths):
        m[i, 0, 0, k:] = OFF
    return m


def encoder_input(wins, pair_marks=False):
    """Tensors of the first pass for a list of windows."""
    marks = [[0] * len(w) for w in wins]
    if pair_marks:
        for m, w in zip(marks, wins):
            for number, name in ((4, "target"), (3, "source")):
                for s, e in w.doc["pair"][name]:
                    if w.start <= s and e <= w.end:
                        a, b = w.pieces(s, e)
                        m[a:b] = [number] * (b - a)
    return pad([w.ids for w in wins]), pad([w.case for w in wins]), pad(marks), mask_of([len(w) for w in wins])


class Item:
    """One second-pass reading: a window of the batch, a crop of its words, and marks on pieces."""

    def __init__(self, row, window, crop, marks, label=None, kind="event"):
        self.row, self.window, self.crop, self.label, self.kind = row, window, crop, label, kind
        a, b = window.pieces(*crop)
        self.base, self.length = a, b - a
        self.marks = [0] * self.length
        for (s, e), number in marks:
            x, y = window.pieces(s, e)
            self.marks[x - a:y - a] = [number] * (y - x)
        self.first = [window.first[w - window.start] - a for w in range(*crop)]


def event_crop(window, span):
    """The sentence a trigger is in."""
    return next(((s, e) for s, e in window.sentences if s <= span[0] < e), None)


def cue_crop(window, span):
    """The sentence a cue is in, with one sentence before and after."""
    for i, (s, e) in enumerate(window.sentences):
        if s <= span[0] < e:
            return window.sentences[max(0, i - 1)][0], window.sentences[min(len(window.sentences) - 1, i + 1)][1]
    return None


def link_input(items, middle, top):
    """Gathers the states, marks and mask of the second pass."""
    n = max(i.length for i in items)
    index = np.zeros((len(items), n), dtype=np.int64)
    for k, i in enumerate(items):
        index[k, : i.length] = i.row * middle.shape[1] + i.base + np.arange(i.length)
    index = torch.from_numpy(index).view(-1)
    take = lambda x: x.reshape(-1, x.shape[-1])[index].view(len(items), n, -1)
    return take(middle), take(top), pad([i.marks for i in items]), mask_of([i.length for i in items])


def word_tags(spans, crop):
    """BIO labels (one class) over the words of a crop; spans are clipped to it."""
    out = [0] * (crop[1] - crop[0])
    for s, e in spans:
        s, e = max(s, crop[0]), min(e, crop[1])
        for i in range(s, e):
            out[i - crop[0]] = 1 if i == s else 2
    return out
