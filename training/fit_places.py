#!/usr/bin/env python3
"""Fits the weights of knowledge/place_cues.csv, and measures what memcon finds with those it has.

usage: fit_places.py measure CUES.jsonl PLACES.jsonl…
       fit_places.py fit CUES.jsonl PLACES.jsonl… > place_cues.csv

CUES.jsonl is what `MEMCON_PLACES_IN=… MEMCON_PLACES_OUT=CUES.jsonl cargo test --release -p memcon training_rows -- --ignored`
writes for the articles of PLACES.jsonl (fields id, text, url, toponyms [{start, end, lat, lon, and GeoWebNews's type and modifier}]).
Weights are fitted on two thirds of the articles, by a hash of their id; the last third is held aside.

A name is required when it has coordinates and is used as a name of a place: adjectives, demonyms and names inside names of
bodies are optional, as in the rest of memcon. `found` counts overlapping spans one to one.
Needs numpy and scipy.
"""
import collections
import csv
import hashlib
import json
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEAR = 161


def held(identifier):
    return int(hashlib.md5(identifier.encode()).hexdigest(), 16) % 3 == 0


def kilometres(a, b):
    rad = math.pi / 180
    h = (math.sin((b[0] - a[0]) * rad / 2) ** 2
         + math.cos(a[0] * rad) * math.cos(b[0] * rad) * math.sin((b[1] - a[1]) * rad / 2) ** 2)
    return 12742 * math.asin(min(1, math.sqrt(h)))


def adjectives():
    with open(os.path.join(HERE, '..', 'knowledge', 'states.csv'), encoding='utf-8', newline='') as file:
        return {word for row in csv.DictReader(file)
                for word in (row['adjectives'] + '|' + row['demonyms']).split('|') if word}


def gold_of(article, people):
    """(start, end, position or None, required) for each toponym."""
    for toponym in article['toponyms']:
        position = (toponym['lat'], toponym['lon']) if toponym['lat'] is not None else None
        kind = toponym.get('type')
        required = position is not None and toponym['name'] not in people
        if kind:
            required &= toponym.get('modifier') != 'Adjective' and kind in (
                'Literal', 'Literal_Modifier', 'Mixed', 'Metonymic', 'Coercion', 'Non_Literal_Modifier')
            if kind.endswith('_Expression') or kind in ('Homonym', 'Non_Toponym', 'Language') and position is None:
                continue
        yield toponym['start'], toponym['end'], position, required


def load(paths):
    people = adjectives()
    articles = {}
    for path in paths:
        name = os.path.basename(path).split('.')[0]
        for line in open(path, encoding='utf-8'):
            article = json.loads(line)
            articles[article['id']] = (name, list(gold_of(article, people)))
    return articles


def rows(path):
    by_article = collections.defaultdict(list)
    for line in open(path, encoding='utf-8'):
        row = json.loads(line)
        by_article[row['doc']].append(row)
    return by_article


def overlapping(row, gold):
    hits = [g for g in gold if g[0] < row['end'] and row['start'] < g[1]]
    return max(hits, key=lambda g: (g[3], min(g[1], row['end']) - max(g[0], row['start'])), default=None)


def measure(cues, articles):
    counts = collections.defaultdict(collections.Counter)
    for identifier, (name, gold) in articles.items():
        keys = [(name, 'held' if held(identifier) else 'fitted'), (name, 'all'), ('all', 'held' if held(identifier) else 'fitted'), ('all', 'all')]
        taken = set()
        count = collections.Counter(gold=sum(g[3] for g in gold))
        for row in cues.get(identifier, []):
            if not row['used']:
                continue
            hit = overlapping(row, [g for g in gold if g not in taken])
            if hit is None:
                count['wrong'] += 1
                continue
            taken.add(hit)
            if not hit[3]:
                continue
            count['found'] += 1
            count['exact'] += (row['start'], row['end']) == hit[:2]
            position = row['senses'][row['chosen']]['position']
            count['near'] += position is not None and kilometres(position, hit[2]) < NEAR
            count['possible'] += any(s['position'] and kilometres(s['position'], hit[2]) < NEAR for s in row['senses'])
        for key in keys:
            counts[key].update(count)
    print(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'exact':>7}{'161 of found':>14}{'of all':>8}{'reachable':>10}{'gold':>7}")
    for (name, part), c in sorted(counts.items()):
        p, r = c['found'] / max(1, c['found'] + c['wrong']), c['found'] / max(1, c['gold'])
        print(f"{name + ' ' + part:24}{p:7.3f}{r:7.3f}{2 * p * r / max(1e-9, p + r):7.3f}{c['exact'] / max(1, c['found']):7.3f}"
              f"{c['near'] / max(1, c['found']):14.3f}{c['near'] / max(1, c['gold']):8.3f}{c['possible'] / max(1, c['found']):10.3f}{c['gold']:7d}")


def fit(cues, articles):
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    def matrix(lists, names):
        data, where, starts = [], [], [0]
        for cues_of_row in lists:
            for cue, strength in cues_of_row:
                where.append(names.setdefault(cue, len(names)))
                data.append(strength)
            starts.append(len(where))
        return csr_matrix((data, where, starts), shape=(len(lists), len(names)))

    usage, labels, weights, senses, groups, right = [], [], [], [], [], []
    for identifier, (_, gold) in articles.items():
        if held(identifier):
            continue
        for row in cues.get(identifier, []):
            hit = overlapping(row, gold)
            if hit is None or hit[3]:
                usage.append(row['use'])
                labels.append(hit is not None)
            if hit is not None and hit[3] and len(row['senses']) > 1:
                near = [bool(s['position'] and kilometres(s['position'], hit[2]) < NEAR) for s in row['senses']]
                if any(near) and not all(near):
                    groups.append((len(senses), len(senses) + len(near)))
                    senses += [s['cues'] for s in row['senses']]
                    right += near
    names = {}
    x, y = matrix(usage, names), np.array(labels, float)

    def loss(w):
        z = x @ w
        return (np.logaddexp(0, z) - y * z).sum() + 0.5 * (w ** 2).sum(), x.T @ (1 / (1 + np.exp(-z)) - y) + w
    use = minimize(loss, np.zeros(len(names)), jac=True, method='L-BFGS-B', options={'maxiter': 500}).x
    # The threshold that gives the best F1 moves into the constant.
    z = x @ use
    best = max(np.linspace(-2, 2, 81), key=lambda t: 2 * (y * (z > t)).sum() / ((z > t).sum() + y.sum()))
    use[names['always']] -= best
    print(f'use: {len(y)} names, {y.mean():.2f} places, threshold {best:.2f}', file=sys.stderr)

    sense_names = {}
    x2, right = matrix(senses, sense_names), np.array(right)
    index = np.repeat(np.arange(len(groups)), [b - a for a, b in groups])

    def softmax(w):
        z = x2 @ w
        top = np.full(len(groups), -np.inf)
        np.maximum.at(top, index, z)
        e = np.exp(z - top[index])
        total = np.bincount(index, e)
        good = np.maximum(np.bincount(index, e * right), 1e-300)
        gradient = e / total[index] - e * right / good[index]
        return np.log(total / good).sum() + 0.5 * (w ** 2).sum(), x2.T @ gradient + w
    sense = minimize(softmax, np.zeros(len(sense_names)), jac=True, method='L-BFGS-B', options={'maxiter': 500}).x
    out = csv.writer(sys.stdout, lineterminator='\n')
    out.writerow(['cue', 'weight', 'source'])
    for group, cue_names, w in (('use', names, use), ('sense', sense_names, sense)):
        for cue, number in cue_names.items():
            out.writerow([f'{group}: {cue}', f'{w[number]:.2f}', 'fitted 2026-11'])


if __name__ == '__main__':
    if len(sys.argv) < 4 or sys.argv[1] not in ('fit', 'measure'):
        sys.exit(__doc__)
    {'fit': fit, 'measure': measure}[sys.argv[1]](rows(sys.argv[2]), load(sys.argv[3:]))
