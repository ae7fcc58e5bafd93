"""Writes the fixtures of ReportsTests: what Python, NumPy and SciPy say about the same values.

Run in this folder: python make_fixtures.py
Made with Python 3.11, NumPy 2.4, SciPy 1.17, mpmath 1.3.
"""

import csv
import io
import itertools
import json
import math
import random
import struct
import unicodedata

import mpmath
import numpy as np
from scipy import special, stats


def write(name, value):
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(value if isinstance(value, str) else json.dumps(value, indent=0) + "\n")


def bits(value):
    return str(struct.unpack("<Q", struct.pack("<d", value))[0])


def shortest(value):
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def numbers():
    rng = random.Random(1)
    values = [0.0, -0.0, 0.1, 0.3, 1 / 3, 1e-5, 1e-4, 123456.7, 1e15, 1e16, 2.0**53, 2.0**53 - 1,
              2.0**54, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1.5, 1e22, 1e23]
    values += [struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0] for _ in range(150)]
    values += [rng.gauss(0, 1) for _ in range(100)]
    values += [float(np.float32(rng.gauss(0, 1))) for _ in range(50)]
    finite = [v for v in values if math.isfinite(v)]
    # Swift writes powers of ten up to 2^54 in full, as Python does up to 10^16.
    finite = [v for v in finite if not 1e16 <= abs(v) <= 2.0**54]
    return [[bits(v), shortest(v)] for v in finite]


def rows():
    """The rows that FormatFixtures.swift builds too, written by Python's csv and json."""
    texts = ['plain', 'a,b', 'say "hi"', 'two\nlines', 'tab\there', '日本', 'é 👍', ' padded ',
             'back\\slash', 'control\x01\x1f', "quote'", '\u2028']
    table = [[i, 0.1 * i, text, i % 2 == 0] for i, text in enumerate(texts)]
    table.append([9223372036854775807, 1e300, 'big', True])
    table.append([-9223372036854775808, -5e-324, 'small', False])
    names = ['id', 'value', 'a "name", odd', 'flag']
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(names)
    for row in table:
        writer.writerow([shortest(c) if isinstance(c, float) else str(c).lower() if c is True or c is False
                         else c for c in row])
    write('rows.csv', out.getvalue())

    def line(row):
        cells = [json.dumps(n) + ':' + (shortest(c) if isinstance(c, float) else json.dumps(c, ensure_ascii=False))
                 for n, c in zip(names, row)]
        return '{' + ','.join(cells) + '}'
    write('rows.jsonl', ''.join(line(row) + '\n' for row in table))
    write('rows.json', '[\n' + ',\n'.join(line(row) for row in table) + '\n]\n')


def widths():
    """Runs of assigned characters that take a column of their own, with their width."""
    runs = []
    for code in range(0xA0, 0x30000):
        character = chr(code)
        if unicodedata.category(character) in ('Cn', 'Cs', 'Co', 'Cc', 'Cf', 'Mn', 'Me', 'Zl', 'Zp'):
            continue
        width = 2 if unicodedata.east_asian_width(character) in 'WF' else 1
        if runs and runs[-1][1] == code - 1 and runs[-1][2] == width:
            runs[-1][1] = code
        else:
            runs.append([code, code, width])
    return '[' + ',\n'.join(json.dumps(run) for run in runs) + ']\n'


def student():
    # In 40 digits: SciPy's own t.cdf is wrong near 0 (0.5000000047 for t = 1e-8, one degree).
    mpmath.mp.dps = 40

    def tail(t, nu):
        t, nu = mpmath.mpf(t), mpmath.mpf(nu)
        return mpmath.betainc(nu / 2, mpmath.mpf(1) / 2, 0, nu / (nu + t * t), regularized=True) / 2

    def above(t, nu):
        return tail(t, nu) if t >= 0 else 1 - tail(t, nu)

    cumulative = [[nu, t, float(1 - above(t, nu)) if t >= 0 else float(tail(t, nu)), float(above(t, nu))]
                  for nu in [1, 2, 3, 4.5, 9, 29, 100, 1e4, 1e6]
                  for t in [-3.2, -0.5, 0, 1e-8, 0.3, 1, 2.262, 8, 40]]
    quantile = [[nu, p, float(stats.t.ppf(p, nu))]
                for nu in [1, 2, 3, 4, 9, 29, 100, 1e4] for p in [0.001, 0.25, 0.5, 0.9, 0.975, 0.9995]]
    beta = [[a, b, x, float(special.betainc(a, b, x))]
            for a in [0.5, 1, 3, 30] for b in [0.5, 2, 25] for x in [0.001, 0.2, 0.5, 0.9, 0.999]]
    return {'cumulative': cumulative, 'quantile': quantile, 'beta': beta}


def summaries():
    rng = np.random.default_rng(2)
    samples = [rng.normal(0.97, 0.003, 10).tolist(), rng.normal(0, 1, 3).tolist(), [1.0, 2.0],
               rng.exponential(1, 101).tolist(), (1e9 + rng.normal(0, 1e-3, 20)).tolist(),
               [3.0, 3.0, 3.0], [1e300, 3e300, 2e300], [1e-300, 5e-300]]
    result = []
    for sample in samples:
        # Exact moments from rationals, rounded once.
        from fractions import Fraction
        exact = [Fraction(v) for v in sample]
        mean = sum(exact) / len(exact)
        variance = sum((v - mean) ** 2 for v in exact) / (len(exact) - 1)
        # Scaled by 2^k so that the root's argument is a double.
        shift = 0
        while variance and variance > 2 ** 1000: variance /= 2 ** 200; shift += 100
        while variance and variance < Fraction(1, 2 ** 1000): variance *= 2 ** 200; shift -= 100
        sd = math.ldexp(math.sqrt(float(variance)), shift)
        se = sd / math.sqrt(len(sample))
        reach = float(stats.t.ppf(0.975, len(sample) - 1)) * se
        result.append({'values': sample, 'mean': float(mean), 'sd': sd, 'se': se,
                       'low': float(mean) - reach, 'high': float(mean) + reach,
                       'median': float(np.median(sample)), 'min': min(sample), 'max': max(sample)})
    return result


def pairs():
    rng = np.random.default_rng(3)
    cases = []
    for n, shift, decimals in [(5, 0.5, 9), (10, 0.2, 9), (25, 0.4, 9), (50, 0.1, 9), (60, 0.3, 9),
                               (200, 0.05, 9), (8, 0.5, 0), (12, 0.6, 0), (13, 0.3, 1), (80, 0.4, 0), (1, 1, 9)]:
        first = rng.normal(0, 1, n).round(decimals)
        second = (first + rng.normal(shift, 1, n).round(decimals))
        difference = second - first
        nonzero = difference[difference != 0]
        ties = len(np.unique(np.abs(nonzero))) < len(nonzero) or len(nonzero) < n
        if len(nonzero) > 50:
            method, how = 'asymptotic', 'normal'
        elif ties:
            method, how = stats.PermutationMethod(n_resamples=np.inf), 'exact'
        else:
            method, how = 'exact', 'exact'
        if ties and how == 'exact':
            # Every way to give signs to the mean ranks, one by one.
            ranks = stats.rankdata(np.abs(nonzero))
            plus = ranks[nonzero > 0].sum()
            low = min(plus, ranks.sum() - plus)
            sums = [sum(r for r, s in zip(ranks, signs) if s)
                    for signs in itertools.product([0, 1], repeat=len(ranks))]
            statistic, p = low, min(1.0, 2 * np.mean(np.array(sums) <= low + 1e-9))
        else:
            found = stats.wilcoxon(nonzero, method=method, correction=False)
            statistic, p = found.statistic, found.pvalue
        t = stats.ttest_rel(second, first) if n > 1 else None
        interval = t.confidence_interval(0.95) if n > 1 else None
        cases.append({'first': first.tolist(), 'second': second.tolist(), 'statistic': float(statistic),
                      'p': float(p), 'method': how, 't': float(t.statistic) if t else None,
                      'tp': float(t.pvalue) if t else None,
                      'low': float(interval.low) if t else None, 'high': float(interval.high) if t else None})
    return cases


def importance():
    rng = np.random.default_rng(4)

    def projection(columns):
        """Onto the space of functions of the given columns alone."""
        groups = {}
        for row, key in enumerate(map(tuple, columns)):
            groups.setdefault(key, []).append(row)
        matrix = np.zeros((len(columns), len(columns)))
        for rows in groups.values():
            matrix[np.ix_(rows, rows)] = 1 / len(rows)
        return matrix

    def grid(replicates):
        levels = np.array([c for c in itertools.product(range(3), range(4), range(2)) for _ in range(replicates)])
        a, b, c = levels.T
        y = a * 1.0 + 0.5 * b * c - np.sin(a * b) + rng.normal(0, 0.3, len(a))
        y = y + 0.0
        n = len(y)
        p = {names: projection(levels[:, ['abc'.index(k) for k in names]]) for names in ['', 'a', 'b', 'c', 'ab', 'ac', 'bc', 'abc']}
        part = {k: p[k] - p[''] for k in 'abc'}
        for pair in ['ab', 'ac', 'bc']:
            part[pair] = p[pair] - p[''] - part[pair[0]] - part[pair[1]]
        part['abc'] = p['abc'] - p[''] - sum(part[k] for k in ['a', 'b', 'c', 'ab', 'ac', 'bc'])
        total = float(np.mean((y - y.mean()) ** 2))
        shares = {k: float(y @ m @ y) / n / total for k, m in part.items()}
        within = float(np.mean((y - p['abc'] @ y) ** 2)) / total
        return {'levels': levels.tolist(), 'values': y.tolist(), 'shares': shares,
                'replicates': within, 'variance': total}

    def scattered():
        n = 120
        levels = np.stack([rng.integers(0, 1000, n), rng.integers(0, 3, n), rng.integers(0, 5, n)], 1)
        y = np.sin(levels[:, 0] / 200) + 0.7 * levels[:, 1] + rng.normal(0, 0.4, n)
        first = np.sort(levels[:, 0])
        bins = np.stack([np.searchsorted(first, levels[:, 0]) * 8 // n, levels[:, 1], levels[:, 2]], 1)

        def share(y, groups):
            total = ((y - y.mean()) ** 2).sum()
            kinds = np.unique(groups)
            within = sum(((y[groups == g] - y[groups == g].mean()) ** 2).sum() for g in kinds)
            chance = (len(kinds) - 1) * within / (len(y) - len(kinds))
            return max(0.0, float((total - within - chance) / total))

        shares, errors = {}, {}
        for column, name in enumerate('abc'):
            shares[name] = share(y, bins[:, column])
            draws = [rng.integers(0, n, n) for _ in range(5000)]
            errors[name] = float(np.std([share(y[d], bins[d, column]) for d in draws], ddof=1))
        return {'levels': levels.tolist(), 'values': y.tolist(), 'shares': shares, 'errors': errors,
                'variance': float(np.var(y))}

    return {'grid': grid(1), 'replicated': grid(3), 'scattered': scattered()}


if __name__ == '__main__':
    write('importance.json', importance())
    write('numbers.json', numbers())
    rows()
    write('widths.json', widths())
    write('student.json', student())
    write('summaries.json', summaries())
    write('pairs.json', pairs())
