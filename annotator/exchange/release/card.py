"""The card of a release, in the form of Hugging Face, and its guidelines to read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from annotator.agreement.figures import Estimate, Report
from annotator.agreement.report.plainly import unused_labels, used_labels
from annotator.agreement.report.wording import figure, interval, standing
from annotator.annotation.records import Label
from annotator.exchange.release.card_data import for_training, of_facts
from annotator.exchange.release.card_text import count as _count
from annotator.exchange.release.card_text import plain as _plain
from annotator.exchange.release.card_text import table as _table
from annotator.exchange.release.facts import Facts
from annotator.exchange.release.manifest import (
    AGREEMENT,
    DATA,
    GUIDELINES,
    LABELS,
    MANIFEST,
    NATIVE,
    SUMS,
    Manifest,
)
from annotator.exchange.release.options import ReleaseOptions
from annotator.exchange.release.plots import AGREEMENT_PLOT, SPLITS_PLOT
from annotator.exchange.release.training import Suggested
from annotator.formats.huggingface.card import quoted
from annotator.words import counts

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_FEATURES = """dataset_info:
  features:
  - name: schema
    dtype: string
  - name: id
    dtype: string
  - name: title
    dtype: string
  - name: source
    dtype: string
  - name: date
    dtype: string
  - name: meta
    dtype: json
  - name: text
    dtype: string
  - name: text_sha256
    dtype: string
  - name: offset_unit
    dtype: string
  - name: annotator
    dtype: string
  - name: status
    dtype: string
  - name: flagged
    dtype: bool
  - name: gold
    dtype: bool
  - name: spans
    list:
    - name: id
      dtype: string
    - name: label
      dtype: string
    - name: start
      dtype: int64
    - name: end
      dtype: int64
    - name: text
      dtype: string
    - name: fragments
      sequence:
        sequence: int64
    - name: attributes
      dtype: json
    - name: note
      dtype: string
    - name: created_at
      dtype: string
    - name: updated_at
      dtype: string
    - name: origin
      dtype: string
    - name: flagged
      dtype: bool
  - name: links
    list:
    - name: id
      dtype: string
    - name: type
      dtype: string
    - name: from
      dtype: string
    - name: to
      dtype: string
"""
_ABOUT = {
    "rights": "rights in the articles",
    "consent": "consent of those who annotated, and of those who are written about",
    "contact": "contact",
}
_OFFSETS = """Each line of `data/*.jsonl` is one article (or segment) in the view of one
annotator, schema `annotator/1`. `start`, `end` and `fragments` count Unicode code points of `text`
from 0, the end exclusive, as Python slices do: `text[start:end]`. JavaScript and Java count UTF-16
units instead, which differ behind an emoji. A span has one or more fragments; its `text` is theirs,
joined by one space. Spans may overlap. `links` lead from one span to another by id.
"""


def guidelines(labels: Sequence[Label]) -> bytes:
    """Return the guidelines of all labels as Markdown."""
    parts = ["# Guidelines\n"]
    for label in labels:
        parts.append(f"\n## {_plain(label.name)}\n")
        parts += [f"\n{text.strip()}\n" for text in (label.description, label.guidelines)
                  if text.strip()]  # fmt: skip
    return "".join(parts).encode("utf-8")


class Beside(NamedTuple):
    """What the card says beside manifest and report.

    Attributes:
        facts: about the records.
        languages: of the articles, ISO 639.
        options: of the release: licence, and what only the lead knows.
        suggested: the lengths that spaCy's suggester proposes; None without its documents.

    """

    facts: Facts
    languages: Sequence[str]
    options: ReleaseOptions
    suggested: Suggested | None = None


def readme(manifest: Manifest, report: Report, labels: Sequence[Label], beside: Beside) -> bytes:
    """Return the card: YAML that ``datasets`` goes by, then what people read.

    Args:
        manifest: of the release; its ``files`` are not needed.
        report: of agreement.
        labels: the label set.
        beside: facts, languages, and what was told.

    """
    license, languages = beside.options.license, beside.languages  # noqa: A001
    body = [
        _head(manifest),
        _data(manifest),
        _labels(manifest, labels),
        of_facts(beside.facts, manifest.labels),
        _people(manifest),
        _suggested(manifest),
        _agreement(report),
        _splitting(manifest),
        _rights(beside.options),
        _limits(manifest, report, beside.options),
        for_training(manifest, beside.suggested),
        _files(manifest),
    ]
    text = _front(manifest, license, languages) + "\n" + "\n".join(part for part in body if part)
    return text.encode("utf-8", "replace")


def _front(manifest: Manifest, license: str, languages: Sequence[str]) -> str:  # noqa: A002
    rows = sum(one.records for one in manifest.splits.values())
    size = next((name for most, name in _SIZES if rows < most), "n>1M")
    lines = ["---", f"pretty_name: {quoted(manifest.name)}"]
    if languages:
        lines += ["language:", *(f"- {quoted(one)}" for one in languages)]
    if license:
        lines.append(f"license: {quoted(license)}")
    lines += [
        "task_categories:", "- token-classification",
        "size_categories:", f"- {size}",
        "tags:", "- annotator", "- news", "- span-labelling",
        "configs:", "- config_name: default", "  data_files:",
    ]  # fmt: skip
    for part, one in manifest.splits.items():
        if one.records:  # a split of nothing cannot be loaded
            lines += [f"  - split: {part}", f"    path: {DATA}/{part}.jsonl"]
    return "\n".join(lines) + f"\n{_FEATURES}---\n"


def _head(manifest: Manifest) -> str:
    splits = manifest.splits.values()
    articles = sum(one.articles for one in splits)
    spans = sum(one.spans for one in splits)
    labels = sum(bool(sum(one.labels.get(name, 0) for one in splits)) for name in manifest.labels)
    return (
        f"# {_plain(manifest.name)}\n\n"
        f"{_count(articles, 'news article')} with {_count(spans, 'labelled span')} of"
        f" {counts.labels(labels)}, released with Annotator {manifest.version}.\n\n"
        "```python\nfrom datasets import load_dataset\n\n"
        'data = load_dataset("path/of/this/folder")\n```\n\n'
        "The columns `meta` and `attributes` are of the type `json`, which needs a recent version"
        " of `datasets`; the files themselves are plain JSON lines.\n"
    )


def _data(manifest: Manifest) -> str:
    splits = manifest.splits
    rows = [
        (name, *(f"{getattr(one, name):,}" for one in splits.values()))
        for name in ("articles", "records", "spans", "links")
    ]
    for label in manifest.labels:
        numbers = [one.labels.get(label, 0) for one in splits.values()]
        if total := sum(numbers):
            cells = (f"{n:,} ({100 * n / total:.0f} %)" for n in numbers)
            rows.append((f"spans: {_plain(label)}", *cells))
    table = _table(("", *splits), rows)
    cut = ""
    if manifest.options.segments:
        cut = (
            f"\nThe texts are {manifest.options.segments}s; `meta.segment` of each says where in"
            " which article it stands.\n"
        )
    if manifest.options.clean:
        named = ", ".join(map(_plain, manifest.options.clean))
        cut += (
            f"\nSpans of {named} were cut out of the texts. `meta.clean` of each record has the way"
            " back: `raw_id` and `raw_sha256` of the whole article, and `pieces`, a list of"
            " `[start here, start there, length]` in code points; what stands here at"
            " `start + n` stands there at `start there + n`. An article from which nothing was cut"
            " keeps its id and has one piece; the others’ ids end with `~` and a digest of the"
            " text.\n"
        )
    return f"## Data\n\n{_OFFSETS}{cut}\n{table}\n![Shares of the splits]({SPLITS_PLOT})\n"


def _labels(manifest: Manifest, labels: Sequence[Label]) -> str:
    chosen = manifest.options.labels
    used = {name for one in manifest.splits.values() for name in one.labels}
    rows = [
        (
            _plain(label.name),
            _plain(" ".join(label.description.split())),
            _plain(", ".join(one.name for one in label.attributes)),
        )
        for label in labels
        if label.name in used
    ]
    table = _table(("label", "what it is", "attributes"), rows, "---")
    unused = [
        _plain(label.name)
        for label in labels
        if label.name not in used and (chosen is None or label.name in chosen)
    ]
    more = f"\nWithout a span in this release: {', '.join(unused)}.\n" if unused else ""
    return f"## Labels\n\nThe guidelines are in [{GUIDELINES}]({GUIDELINES}).\n\n{table}{more}"


def _people(manifest: Manifest) -> str:
    splits = manifest.splits
    rows = [
        (_plain(name), *(f"{one.annotators.get(name, 0):,}" for one in splits.values()))
        for name in manifest.annotators
    ]
    told = f"Released is {_plain(manifest.options.work_why)}"
    told += ", where it is done.\n" if manifest.options.done_only else ", done or not.\n"
    if manifest.options.blind:
        told += "Letters stand for the annotators’ names, and their notes were left out.\n"
    return f"## Annotators\n\n{told}\n{_table(('records of', *splits), rows)}"


def _agreement(report: Report) -> str:
    total = f"{report.articles_compared:,} of {counts.articles(report.articles_total)}"
    text = f"## Agreement\n\n{total} were done by two annotators or more and are compared"
    text += ", whether they are released or not.\n"
    if not report.articles_compared:
        return text
    rows = [
        _figures(_plain(name), one.u_alpha, one.f1_exact)
        for name, one in used_labels(report).items()
    ]
    overall = report.overall
    rows.append(_figures("all, micro", overall.u_alpha_micro, overall.f1_exact))
    rows.append(_figures("all, macro", overall.u_alpha_macro_interval, None))
    table = _table(("label", "u-alpha", "95 % interval", "lower end", "F1 exact"), rows)
    if unused := unused_labels(report):
        table += f"\nIn no article that is compared: {', '.join(map(_plain, unused))}.\n"
    return (
        f"{text}\n{table}\n![u-alpha with intervals]({AGREEMENT_PLOT})\n\n"
        f"u-alpha is Krippendorff’s alpha for unitising; judge by the lower end of the interval:"
        " from .800 on reliable, from .667 tentative. All figures are in"
        f" [{AGREEMENT}]({AGREEMENT}).\n"
    )


def _suggested(manifest: Manifest) -> str:
    """Return what came from suggestions; "" where nobody was shown any."""
    if not manifest.suggestions:
        return ""
    rows = [
        (_plain(name), *(f"{n:,}" for n in (one.spans, one.accepted, one.moved, one.rejected)))
        for name, one in manifest.suggestions.items()
    ]
    return (
        "## Suggestions\n\nSpans that a program had suggested and somebody accepted, and what"
        " became of suggestions in these articles. What was suggested is agreed on more easily.\n\n"
        + _table(("label", "spans from suggestions", "accepted", "moved", "rejected"), rows)
        + "\n"
    )


def _figures(name: str, estimate: Estimate, f1: float | None) -> tuple[str, ...]:
    shown = "" if name == "all, macro" else figure(f1)
    return name, figure(estimate.value), interval(estimate), standing(estimate), shown


def _splitting(manifest: Manifest) -> str:
    options, leakage = manifest.options, manifest.leakage
    shares = ", ".join(f"{name} {share:g}" for name, share in options.shares.items())
    several = sum(len(one.articles) > 1 for one in manifest.groups)
    reasons = ", ".join(f"{number:,} by {why}" for why, number in leakage.joined.items())
    text = (
        f"## How it was split\n\nShares: {shares}; seed {options.seed}. Articles that tell one"
        " story, that links join, or whose texts are alike form a group, and a group is never"
        f" divided: {_count(len(manifest.groups), 'group')}, {several:,} of them of several"
        f" articles (put together: {reasons}). The groups are dealt out by iterative"
        " stratification over the labels.\n\n"
        "No two articles in different splits have equal or nearly equal texts"
        f" ({leakage.method}), and no link leads from one split to another.\n"
    )
    if leakage.equal_segments is not None:
        text += (
            f"That is so of whole articles; {_count(leakage.equal_segments, 'text')} of segments,"
            " as standing phrases are, can be found in several splits.\n"
        )
    return text


def _rights(options: ReleaseOptions) -> str:
    """Return what only the lead knows, and that it was not told where it was not."""
    rows = [("licence", _plain(options.license) or "not given")]
    rows += [
        (_ABOUT[key], _plain(" ".join(options.about.get(key, "").split())) or "not told")
        for key in _ABOUT
    ]
    return "## Rights and consent\n\n" + "".join(f"- {name}: {told}\n" for name, told in rows)


def _limits(manifest: Manifest, report: Report, options: ReleaseOptions) -> str:
    told = options.about.get("limits", "")
    found = [_plain(line.strip()) for line in told.splitlines() if line.strip()]
    found += [_plain(str(one.text)) for one in report.caveats]
    articles = sum(one.articles for one in manifest.splits.values())
    largest = max(len(one.articles) for one in manifest.groups)
    if largest > 0.1 * articles and largest > 1:
        found.append(f"The largest group has {largest:,} of {articles:,} articles, so that the"
                     " shares may be far from the wanted ones.")  # fmt: skip
    for part, held in manifest.splits.items():
        if not held.records:
            found.append(f"The split {part} is empty: there are too few groups.")
            continue
        without = [
            _plain(name)
            for name in manifest.labels
            if not held.labels.get(name) and any(other.labels.get(name) for other in
                                                manifest.splits.values())
        ]  # fmt: skip
        if without:
            found.append(f"The split {part} has no spans of {', '.join(without)}.")
    found += [
        f"{counts.articles(len(left.articles))} of the project left out: {left.reason}."
        for left in manifest.left_out
    ]
    if manifest.links_left_out:
        number = counts.links(manifest.links_left_out)
        found.append(f"{number} to spans that are not released left out.")
    lost: Counter[tuple[str, str, str]] = Counter()
    of: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for loss in manifest.losses:
        key = loss.format, loss.what, loss.done
        lost[key] += loss.number
        of[key].update(loss.labels)
    for key, times in lost.items():
        name, what, done = key
        place = f" (in `{name}/`)" if name else ""
        by = ", ".join(f"{_plain(one)} {n:,}" for one, n in of[key].most_common())
        found.append(f"{times:,} × {_plain(what)}: {_plain(done)}{place}{by and f': {by}'}.")
    if not options.license:
        found.append("No licence was given; the rights in the articles lie with their publishers.")
    return "## Limits\n\n" + "".join(f"- {one}\n" for one in found)


def _files(manifest: Manifest) -> str:
    listed = [
        f"- `{DATA}/`: the splits, in the format `{NATIVE}`",
        *(
            f"- `{name}/`: in the format `{name}`{_MORE.get(name, '')}"
            for name in manifest.options.formats
        ),
        f"- `{LABELS}`, `{GUIDELINES}`: the label set as it was",
        f"- `{AGREEMENT}`: agreement between annotators",
        f"- `{MANIFEST}`: options, counts, groups, SHA-256 of each file",
        f"- `{SUMS}`: for `sha256sum --check {SUMS}`",
    ]
    return (
        "## Files\n\n" + "\n".join(listed) + "\n\n`annotator release --verify FOLDER` checks all of"
        " it.\n"
    )


_MORE = dict.fromkeys(
    ("conll", "hf-tokens"),
    "; where spans overlap the longer one, and below `by-label/` a file of tags for each label",
) | {
    "hf-dataset": ": a folder of its own for `load_dataset`, with its three splits",
    "hf-parquet": ": `load_dataset` takes the folder, with its three splits",
    "spacy": " and `config.cfg` for `spacy train`",
    "span-classes": ": spans one by one with what stands around them, and places without a span",
}
