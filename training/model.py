"""The network: MiniLM-L6 read once over a window, and a second short pass over one sentence with one thing marked.

First pass (`Encoder`): six layers; linear BIO heads over its last states. Second pass (`Link`): two more layers, begun
as a copy of layers five and six, read the states after layer four, plus what the last layer knows, plus a mark on the
trigger, the cue, or the two actors of a pair. All that depends on one event or one statement is read off there.
"""
import math

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from labels import LINK_WORD_HEADS, MARKS, PAIR_TYPES, STATUSES, TYPE_MODES, TYPES, WORD_HEADS, width
from prepare import RELATIONS
from text import encoder_folder

H, HEADS, DEPTH, FORK = 384, 12, 6, 4


class Layer(nn.Module):
    """One transformer layer of BERT, dropout on its two branches only."""

    def __init__(self, dropout=0.1):
        super().__init__()
        self.qkv, self.out = nn.Linear(H, 3 * H), nn.Linear(H, H)
        self.up, self.down = nn.Linear(H, 4 * H), nn.Linear(4 * H, H)
        self.norm1, self.norm2 = nn.LayerNorm(H, eps=1e-12), nn.LayerNorm(H, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, H // HEADS).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, n, H)
        x = self.norm1(x + F.dropout(self.out(y), self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, self.dropout, self.training))

    def load(self, w, prefix):
        """Takes the weights of one layer of a Hugging Face BERT."""
        a = prefix + "attention."
        for kind in ("weight", "bias"):
            getattr(self.qkv, kind).data = torch.cat([w[f"{a}self.{n}.{kind}"] for n in ("query", "key", "value")])
            getattr(self.out, kind).data = w[f"{a}output.dense.{kind}"]
            getattr(self.norm1, kind).data = w[f"{a}output.LayerNorm.{kind}"]
            getattr(self.up, kind).data = w[f"{prefix}intermediate.dense.{kind}"]
            getattr(self.down, kind).data = w[f"{prefix}output.dense.{kind}"]
            getattr(self.norm2, kind).data = w[f"{prefix}output.LayerNorm.{kind}"]


class Encoder(nn.Module):
    """First pass. Marks at its input are zero but for pairs given by the user."""

    def __init__(self, dropout=0.1):
        super().__init__()
        self.words, self.positions = nn.Embedding(30522, H), nn.Embedding(512, H)
        self.casing, self.marks = nn.Embedding(4, H), nn.Embedding(len(MARKS), H)
        self.norm = nn.LayerNorm(H, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(DEPTH)])
        nn.init.zeros_(self.casing.weight)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.marks.weight.data[0] = 0

    def forward(self, ids, case, marks, mask):
        """i64 (batch, length) three times and an additive mask (batch, 1, 1, length); states after layer 4 and 6."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.casing(case) + self.marks(marks)
        x = self.norm(x)
        for i, layer in enumerate(self.layers):
            x = layer(x, mask)
            if i + 1 == FORK:
                middle = x
        return middle, x


class Link(nn.Module):
    """Second pass over a stretch of states in which one trigger, cue or pair is marked."""

    def __init__(self, dropout=0.1):
        super().__init__()
        self.marks, self.top = nn.Embedding(len(MARKS), H), nn.Linear(H, H)
        self.norm = nn.LayerNorm(H, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(DEPTH - FORK)])
        self.word = nn.Linear(H, 3 * len(LINK_WORD_HEADS))
        self.event = nn.Sequential(nn.Linear(2 * H, H), nn.GELU(), nn.Dropout(dropout))
        self.kind = nn.Linear(H, len(TYPES) + 1)  # the last one: no event after all
        self.mode, self.status = nn.Linear(H, len(TYPE_MODES)), nn.Linear(H, len(STATUSES))
        self.background, self.direct = nn.Linear(H, 2), nn.Linear(H, 2)
        self.pair = nn.Sequential(nn.Dropout(dropout), nn.Linear(4 * H, H), nn.GELU(), nn.Dropout(dropout),
                                  nn.Linear(H, len(PAIR_TYPES)))
        nn.init.zeros_(self.top.weight), nn.init.zeros_(self.top.bias)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.register_buffer("first", torch.tensor([[0.0], [1.0], [1.0], [1.0], [0.0]]))
        self.register_buffer("second", torch.tensor([[0.0], [0.0], [0.0], [0.0], [1.0]]))

    def forward(self, middle, top, marks, mask):
        """States (items, length, 384) twice, marks (items, length), mask (items, 1, 1, length)."""
        x = self.norm(middle + self.top(top) + self.marks(marks))
        for layer in self.layers:
            x = layer(x, mask)
        pool = lambda table: self.pool(x, F.embedding(marks, table))
        a, b = pool(self.first), pool(self.second)
        real = (mask[:, 0, 0, :, None] > -1).float()
        mean = self.pool(x, real)
        event = self.event(torch.cat([a, mean], 1))
        return dict(words=self.word(x), type=self.kind(event), mode=self.mode(event), status=self.status(event),
                    background=self.background(event), direct=self.direct(event),
                    pair=self.pair(torch.cat([a, b, mean, x[:, 0]], 1)))

    @staticmethod
    def pool(x, weight):
        """Weighted mean over the length; zero where nothing is marked."""
        return (x * weight).sum(1) / (weight.sum(1) + 1e-6)


class Net(nn.Module):
    """Both passes and all heads."""

    def __init__(self, dropout=0.1):
        super().__init__()
        self.encoder, self.link = Encoder(dropout), Link(dropout)
        self.dropout = nn.Dropout(dropout)
        self.widths = {k: width(v) for k, v in WORD_HEADS.items()}
        self.heads = nn.Linear(H, sum(self.widths.values()))
        # only for training: parse and story type
        self.arc_tail, self.arc_head = nn.Linear(H, 128), nn.Linear(H, 128)
        self.relation = nn.Linear(256, len(RELATIONS))
        self.story = nn.Linear(H, len(TYPES))

    def tags(self, top):
        """Scores of each first-pass head over every piece, by name."""
        return dict(zip(self.widths, self.heads(self.dropout(top)).split(list(self.widths.values()), -1)))

    def arcs(self, states):
        """Scores (batch, word, head word) and the two projections the relation is read from."""
        tail, head = F.gelu(self.arc_tail(states)), F.gelu(self.arc_head(states))
        return tail @ head.transpose(1, 2) / math.sqrt(128), tail, head


def pretrained(dropout=0.1):
    """A net whose encoder has the public weights and whose second pass starts from layers five and six."""
    w = load_file(str(encoder_folder() / "model.safetensors"))
    net = Net(dropout)
    e = net.encoder
    e.words.weight.data = w["embeddings.word_embeddings.weight"]
    e.positions.weight.data = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
    e.norm.weight.data, e.norm.bias.data = w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"]
    for i, layer in enumerate(e.layers):
        layer.load(w, f"encoder.layer.{i}.")
    for i, layer in enumerate(net.link.layers):
        layer.load(w, f"encoder.layer.{FORK + i}.")
    return net


def load(path, dropout=0.0):
    """A net from a checkpoint of train.py, ready to read."""
    net = Net(dropout)
    net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["model"])
    return net.eval()
