"""Writes the model folder: two ONNX graphs built node by node, the tokenizer and the settings.

    python export.py MODEL.pt FOLDER [--settings TUNED.json] [--compute int8]

Weights are stored as int8, one scale for each output column (for each row of the word table). By default a graph turns
them back to floats when it is loaded, and computes in floats; with `--compute int8` the layers' products run in int8 with
activations quantised on the fly (DynamicQuantizeLinear). Every product of the graph is checked against PyTorch with the
same rounded weights. Only operators that rten 0.27 knows are used.
"""
import argparse
import json
import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import decode
from labels import (ACTORS, CUE_ROLES, EVENT_ROLES, LINK_WORD_HEADS, MARKS, PAIR_TYPES, QUADS, STATUSES, TYPE_MODES, TYPES,
                    WORD_HEADS)
from model import FORK, H, HEADS, load
from text import load_tokenizer

VERSION = 2


def quantise(w, axis):
    """int8 values and scales of a matrix; `axis` is the one that keeps its own scale."""
    top = np.abs(w).max(axis=1 - axis, keepdims=True)
    scale = np.where(top > 0, top / 127, 1).astype(np.float32)
    return np.clip(np.rint(w / scale), -127, 127).astype(np.int8), scale


def rounded(net):
    """The same net with every stored matrix replaced by what its int8 form stands for."""
    with torch.no_grad():
        for name, m in net.named_modules():
            if isinstance(m, torch.nn.Linear):
                q, s = quantise(m.weight.numpy(), 0)
                m.weight.copy_(torch.from_numpy(q * s))
        q, s = quantise(net.encoder.words.weight.numpy(), 0)
        net.encoder.words.weight.copy_(torch.from_numpy(q * s))
    return net


class Graph:
    """A small builder: every method adds nodes and returns the name of their result."""

    def __init__(self, int8):
        self.nodes, self.consts, self.int8, self.cache = [], [], int8, {}

    def const(self, array, name=None):
        array = np.asarray(array)
        name = name or f"c{len(self.consts)}"
        self.consts.append(numpy_helper.from_array(array, name))
        return name

    def op(self, kind, *inputs, out=None, **attrs):
        out = out or f"v{len(self.nodes)}"
        outs = out if isinstance(out, list) else [out]
        self.nodes.append(helper.make_node(kind, list(inputs), outs, **attrs))
        return out

    def linear(self, x, layer, out=None, scale=1.0, rows=slice(None)):
        """x W + b; `scale` is folded in before rounding, `rows` picks output columns. Weights of a Linear are already
        rounded to int8 steps, so their stored form is exact."""
        q, s = quantise(layer.weight.detach().numpy()[rows], 0)
        bias = layer.bias.detach().numpy()[rows] * scale
        q, s = np.ascontiguousarray(q.T), (s[:, 0] * scale).astype(np.float32)
        if self.int8 and q.shape[1] >= H:
            if x not in self.cache:
                n = len(self.nodes)
                self.cache[x] = self.op("DynamicQuantizeLinear", x, out=[f"q{n}", f"qs{n}", f"qz{n}"])
            u, us, uz = self.cache[x]
            y = self.op("MatMulInteger", u, self.const(q), uz, self.const(np.int8(0)))
            y = self.op("Mul", self.op("Cast", y, to=TensorProto.FLOAT), self.op("Mul", us, self.const(s)))
        else:
            w = self.op("DequantizeLinear", self.const(q), self.const(s), self.const(np.zeros(len(s), np.int8)), axis=1)
            y = self.op("MatMul", x, w)
        return self.op("Add", y, self.const(bias.astype(np.float32)), out=out)

    def norm(self, x, layer):
        return self.op("LayerNormalization", x, self.const(layer.weight.detach().numpy()), self.const(layer.bias.detach().numpy()),
                       axis=-1, epsilon=1e-12)

    def gelu(self, x):
        e = self.op("Erf", self.op("Div", x, self.const(np.float32(math.sqrt(2)))))
        y = self.op("Mul", x, self.op("Add", e, self.const(np.float32(1))))
        return self.op("Mul", y, self.const(np.float32(0.5)))

    def layer(self, x, layer, mask):
        """One transformer layer; 1/√d is folded into the query."""
        split = self.const(np.array([0, 0, HEADS, H // HEADS], np.int64))
        part = lambda k, s, perm: self.op("Transpose", self.op("Reshape", self.linear(x, layer.qkv, scale=s, rows=slice(k * H, k * H + H)), split), perm=perm)
        q = part(0, (H // HEADS) ** -0.5, [0, 2, 1, 3])
        k = part(1, 1.0, [0, 2, 3, 1])
        v = part(2, 1.0, [0, 2, 1, 3])
        p = self.op("Softmax", self.op("Add", self.op("MatMul", q, k), mask), axis=-1)
        y = self.op("Transpose", self.op("MatMul", p, v), perm=[0, 2, 1, 3])
        y = self.linear(self.op("Reshape", y, self.const(np.array([0, 0, H], np.int64))), layer.out)
        x = self.norm(self.op("Add", x, y), layer.norm1)
        y = self.linear(self.gelu(self.linear(x, layer.up)), layer.down)
        return self.norm(self.op("Add", x, y), layer.norm2)

    def pool(self, x, weight):
        """Weighted mean over the length; `weight` is (items, length, 1)."""
        axes = self.const(np.array([1], np.int64))
        total = self.op("ReduceSum", self.op("Mul", x, weight), axes, keepdims=0)
        return self.op("Div", total, self.op("Add", self.op("ReduceSum", weight, axes, keepdims=0), self.const(np.float32(1e-6))))

    def save(self, path, inputs, outputs):
        value = lambda n, t, shape: helper.make_tensor_value_info(n, t, shape)
        graph = helper.make_graph(self.nodes, "memcon", [value(*i) for i in inputs], [value(*o) for o in outputs], self.consts)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="memcon")
        model.ir_version = 8
        onnx.checker.check_model(model)
        onnx.save(model, str(path))


I, F = TensorProto.INT32, TensorProto.FLOAT


def encoder_graph(net, path, int8):
    g, e = Graph(int8), net.encoder
    q, s = quantise(e.words.weight.detach().numpy(), 0)
    x = g.op("Cast", g.op("Gather", g.const(q, "word_table"), "ids"), to=F)
    x = g.op("Mul", x, g.op("Gather", g.const(s), "ids"))
    n = g.op("Gather", g.op("Shape", "ids"), g.const(np.array([1], np.int64)))
    zero = g.const(np.array([0], np.int64))
    x = g.op("Add", x, g.op("Slice", g.const(e.positions.weight.detach().numpy()), zero, n, zero))
    x = g.op("Add", x, g.op("Gather", g.const(e.casing.weight.detach().numpy()), "case"))
    x = g.op("Add", x, g.op("Gather", g.const(e.marks.weight.detach().numpy()), "marks"))
    x = g.norm(x, e.norm)
    for i, layer in enumerate(e.layers):
        x = g.layer(x, layer, "mask")
        if i + 1 == FORK:
            middle = x
    g.op("Identity", middle, out="middle")
    g.op("Identity", x, out="top")
    g.linear(x, net.heads, out="tags")
    g.save(path, [(k, I, ["batch", "length"]) for k in ("ids", "case", "marks")] + [("mask", F, ["batch", 1, 1, "length"])],
           [("middle", F, ["batch", "length", H]), ("top", F, ["batch", "length", H]),
            ("tags", F, ["batch", "length", sum(net.widths.values())])])


def link_graph(net, path, int8):
    g, k = Graph(int8), net.link
    marked = g.op("Gather", g.const(k.marks.weight.detach().numpy()), "marks")
    x = g.norm(g.op("Add", g.op("Add", "middle", g.linear("top", k.top)), marked), k.norm)
    for layer in k.layers:
        x = g.layer(x, layer, "mask")
    a = g.pool(x, g.op("Gather", g.const(k.first.numpy()), "marks"))
    b = g.pool(x, g.op("Gather", g.const(k.second.numpy()), "marks"))
    ones = g.op("Add", g.op("Mul", "mask", g.const(np.float32(1e-4))), g.const(np.float32(1)))  # 0 where padded, else 1
    mean = g.pool(x, g.op("Reshape", ones, g.const(np.array([0, -1, 1], np.int64))))
    first = g.op("Gather", x, g.const(np.array(0, np.int64)), axis=1)
    event = g.gelu(g.linear(g.op("Concat", a, mean, axis=1), k.event[0]))
    g.linear(x, k.word, out="words")
    outs = dict(type=k.kind, mode=k.mode, status=k.status, background=k.background, direct=k.direct)
    for name, layer in outs.items():
        g.linear(event, layer, out=name)
    g.linear(g.gelu(g.linear(g.op("Concat", a, b, mean, first, axis=1), k.pair[1])), k.pair[4], out="pair")
    outs["pair"] = k.pair[4]
    g.save(path, [("middle", F, ["items", "length", H]), ("top", F, ["items", "length", H]), ("marks", I, ["items", "length"]),
                  ("mask", F, ["items", 1, 1, "length"])],
           [("words", F, ["items", "length", 3 * len(LINK_WORD_HEADS)])] + [(n, F, ["items", o.out_features]) for n, o in outs.items()])


class Folder:
    """A model folder read with ONNX Runtime, with the interface decode.py wants of a net."""

    def __init__(self, folder, threads=1):
        opt = onnxruntime.SessionOptions()
        opt.intra_op_num_threads = threads
        opt.log_severity_level = 3
        opt.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC  # more would requantise
        run = lambda name: onnxruntime.InferenceSession(str(Path(folder) / name), opt, providers=["CPUExecutionProvider"])
        self.first, self.second = run("encoder.onnx"), run("link.onnx")
        self.settings = json.loads((Path(folder) / "settings.json").read_text())
        self.widths = [1 + 2 * len(h["classes"]) for h in self.settings["word_heads"]]
        self.names = [h["name"] for h in self.settings["word_heads"]]

    def encoder(self, ids, case, marks, mask):
        i = lambda t: t.numpy().astype(np.int32)
        middle, top, self.last = map(torch.from_numpy, self.first.run(None, dict(ids=i(ids), case=i(case), marks=i(marks), mask=mask.numpy())))
        return middle, top

    def tags(self, top):
        return dict(zip(self.names, self.last.split(self.widths, -1)))

    def link(self, middle, top, marks, mask):
        names = [o.name for o in self.second.get_outputs()]
        out = self.second.run(None, dict(middle=middle.numpy(), top=top.numpy(), marks=marks.numpy().astype(np.int32), mask=mask.numpy()))
        return dict(zip(names, map(torch.from_numpy, out)))


def settings_of(thresholds, compute):
    return dict(
        format=VERSION, name="news-en", version="0.2.0", language="en", compute=compute, lowercase=True,
        window=thresholds["window"], cls=101, sep=102, pad=0, masked=-10000.0, casing=["none", "first", "all", "mixed"],
        marks=MARKS, word_heads=[dict(name=k, classes=v) for k, v in WORD_HEADS.items()],
        link_word_heads=LINK_WORD_HEADS, event_roles=EVENT_ROLES, cue_roles=CUE_ROLES, types=TYPES,
        type_modes=[[t, m] for t, m in TYPE_MODES], statuses=STATUSES, pair_types=PAIR_TYPES, quads=QUADS,
        thresholds={k: v for k, v in thresholds.items() if k not in ("window", "weights")},
        weights=thresholds.get("weights", decode.WEIGHTS))


def check(net, folder, tolerance):
    """Largest difference of the graphs from PyTorch, on random inputs of several sizes."""
    onnx_net, worst = Folder(folder), 0.0
    for b, n in ((1, 7), (3, 40), (2, 200)):
        ids, case, marks = torch.randint(1000, 30000, (b, n)), torch.randint(0, 4, (b, n)), torch.randint(0, 5, (b, n))
        mask = torch.zeros(b, 1, 1, n)
        mask[-1, ..., n - n // 4:] = -10000
        with torch.no_grad():
            middle, top = net.encoder(ids, case, marks, mask)
            tags, out = net.tags(top), net.link(middle, top, marks, mask)
        m, t = onnx_net.encoder(ids, case, marks, mask)
        worst = max([worst, (m - middle).abs().max().item(), (t - top).abs().max().item()]
                    + [(x - tags[k]).abs().max().item() for k, x in onnx_net.tags(t).items()]
                    + [(x - out[k]).abs().max().item() for k, x in onnx_net.link(middle, top, marks, mask).items()])
    print(f"largest difference from PyTorch: {worst:.2e}")
    if worst > tolerance:
        raise SystemExit("the exported graphs do not compute what PyTorch does")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("folder", type=Path)
    ap.add_argument("--settings", help="JSON with a `settings` object, as evaluate.py --tune --json writes")
    ap.add_argument("--compute", choices=["float", "int8"], default="float")
    a = ap.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    thresholds = dict(decode.DEFAULTS, **(json.load(open(a.settings))["settings"] if a.settings else {}))
    net = rounded(load(a.model))
    encoder_graph(net, a.folder / "encoder.onnx", a.compute == "int8")
    link_graph(net, a.folder / "link.onnx", a.compute == "int8")
    (a.folder / "settings.json").write_text(json.dumps(settings_of(thresholds, a.compute), indent=1) + "\n")
    load_tokenizer().save(str(a.folder / "tokenizer.json"))
    check(net, a.folder, 5e-4 if a.compute == "float" else 1e9)
    for f in sorted(a.folder.iterdir()):
        print(f"{f.name:20} {f.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
