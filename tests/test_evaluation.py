"""Evaluation: what the scores, the baselines, the differences and the length check mean, and how they are shown."""

import json
import random
import sys
from dataclasses import replace
from itertools import combinations, count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from briefer import Article, BrieferError, Failure, InputError, ModelError, Span, Summary, SummarySentence
from briefer.training import evaluation_picture, rouge
from briefer.training.corpus import Pair
from briefer.training.evaluation import evaluate, run_evaluation
from briefer.training.evaluation_picture import as_picture
from briefer.training.evaluation_report import Evaluation, Fidelity, Report, Score, as_json, as_table
from briefer.training.evaluation_systems import SYSTEMS, Limits, find_system

BRIDGE = (
    "The bridge at Marrow Hill will close on Monday. Its piers have cracks, an engineer said. "
    "Pia Lund sells bread near the bridge. Cracks in the piers of the bridge at Marrow Hill were found in May. "
    "Buses will cross the river at Venn instead."
)
FERRY = (
    "A ferry ran aground off Sorrel Island on Friday with ninety people on board. Nobody was hurt. "
    "The coast guard freed the ferry at high tide. Its captain, Ada Brandt, blamed a broken radar."
)
PAIRS = [
    Pair(
        "bridge",
        Article("bridge", BRIDGE),
        ("Marrow Hill bridge closes over cracks in its piers.", "Buses cross at Venn."),
    ),
    Pair(
        "ferry",
        Article("ferry", FERRY),
        ("A ferry with ninety people ran aground off Sorrel Island.", "Nobody was hurt."),
    ),
]
NO_WORD_LIMIT = 0
TWO_SENTENCES = Limits(2, NO_WORD_LIMIT)


def dice(seed: int = 0) -> random.Random:
    return random.Random(seed)


def clock():
    """Make a clock that goes on by a second whenever it is read."""
    return count().__next__


def reports(*names: str, limits: Limits = TWO_SENTENCES, pairs=PAIRS):
    systems = {name: find_system(name) for name in names}
    return evaluate(pairs, systems, limits, clock=clock(), rng=dice(1), sample="corpus=test")


def texts(name: str, limits: Limits) -> list[list[str]]:
    results = SYSTEMS[name](PAIRS, limits)
    return [[s.text for s in result.sentences] if isinstance(result, Summary) else [] for result in results]


# Scores


def test_the_same_words_score_100_and_other_words_0():
    (same, other, empty) = rouge.score([["A ferry ran."], ["Bread."], []], [["A ferry ran."]] * 3)
    assert same == rouge.Rouge(100, 100, 100)
    assert other == empty == rouge.Rouge(0, 0, 0)


def test_words_are_compared_by_their_stems():
    (result,) = rouge.score([["ferries running"]], [["ferry runs"]])
    assert result.rouge2 == pytest.approx(100)


def test_lsum_looks_at_each_sentence_so_their_order_does_not_matter():
    sentences = ["A ferry ran aground.", "Nobody was hurt."]
    (result,) = rouge.score([sentences[::-1]], [sentences])
    assert result.rouge_lsum == pytest.approx(100)
    assert result.rouge2 < 100


def test_a_score_is_an_f1_in_points():
    (result,) = rouge.score([["one two three four"]], [["one two"]])
    assert result.rouge1 == pytest.approx(100 * 2 * 0.5 * 1 / 1.5)


def test_rouge_is_missed_in_one_line_that_names_the_extra(monkeypatch):
    rouge._scorer.cache_clear()
    monkeypatch.setitem(sys.modules, "rouge_score.rouge_scorer", None)
    with pytest.raises(BrieferError, match=r"briefer\[evaluate\]"):
        rouge.score([["a"]], [["a"]])


# Intervals


def test_an_interval_is_about_two_standard_errors_around_the_mean():
    rng = dice(3)
    column = [rng.gauss(40, 10) for _ in range(400)]
    (interval,) = rouge.intervals([column], dice(0))
    assert interval.mean == pytest.approx(sum(column) / 400)
    assert interval.high - interval.mean == pytest.approx(1.96 * 10 / 20, rel=0.2)
    assert interval.mean - interval.low == pytest.approx(1.96 * 10 / 20, rel=0.2)


def test_the_same_dice_give_the_same_interval_and_others_another():
    column = [1.0, 5.0, 2.0, 8.0, 4.5, 7.25, 3.75]
    first, again, other = (rouge.intervals([column], dice(seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_differences_are_paired_so_a_constant_one_has_no_spread():
    base = [10.0, 90.0, 30.0, 50.0]
    own = [score + 2 for score in base]
    spread, difference = rouge.intervals([own, [a - b for a, b in zip(own, base, strict=True)]], dice(0))
    assert (difference.low, difference.mean, difference.high) == (2, 2, 2)
    assert spread.high - spread.low > 10


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_an_interval_lies_within_its_column(column):
    (interval,) = rouge.intervals([column], dice(0), resamples=20)
    slack = 1e-9
    assert min(column) - slack <= interval.low <= interval.high <= max(column) + slack


# Systems


def test_lead_takes_the_first_sentences():
    assert texts("lead", Limits(2, NO_WORD_LIMIT))[1] == [
        "A ferry ran aground off Sorrel Island on Friday with ninety people on board.",
        "Nobody was hurt.",
    ]


def test_lead_does_not_read_noise():
    text = "SORREL (Wire) - Nobody was hurt. The ferry sank."
    article = Article("n", text, noise=(Span(0, 16),))
    (summary,) = SYSTEMS["lead"]([Pair("n", article, ("x",))], Limits(1, NO_WORD_LIMIT))
    assert summary.text == "Nobody was hurt."


@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize("limits", [Limits(1, 0), Limits(2, 12), Limits(3, 30), Limits(50, 0)])
def test_a_baseline_keeps_to_the_limits_and_cites_whole_sentences_in_order(name, limits):
    for pair, result in zip(PAIRS, SYSTEMS[name](PAIRS, limits), strict=True):
        assert isinstance(result, Summary)
        assert limits.allow(len(result.sentences), result.words)
        spans = [evidence for sentence in result.sentences for evidence in sentence.evidence]
        assert spans == sorted(spans, key=lambda span: span.start)
        assert all(pair.article.text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("name", SYSTEMS)
def test_where_no_sentence_fits_or_there_is_none_the_result_is_a_failure(name):
    empty = Pair("empty", Article("empty", "  "), ("x",))
    assert SYSTEMS[name]([empty], Limits(2, 0)) == [Failure("empty", "no sentence of it makes a summary this short")]
    assert all(isinstance(result, Failure) for result in SYSTEMS[name](PAIRS, Limits(2, 1)))


@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize("text", ["One sentence only.", "Same. Same. Same.", "1. 2. 3.", "Yes. No.", "的 是。\n\n一"])
def test_a_baseline_takes_any_text(name, text):
    (result,) = SYSTEMS[name]([Pair("odd", Article("odd", text), ("Same yes one",))], Limits(2, 0))
    assert isinstance(result, Summary | Failure)


@pytest.mark.parametrize("name", ["lexrank", "textrank"])
def test_centrality_prefers_the_sentence_that_shares_most_with_the_others(name):
    (chosen, _) = texts(name, Limits(1, NO_WORD_LIMIT))
    assert chosen == ["Cracks in the piers of the bridge at Marrow Hill were found in May."]


def test_the_oracle_looks_at_the_reference():
    assert texts("oracle", Limits(2, NO_WORD_LIMIT))[1] == [
        "A ferry ran aground off Sorrel Island on Friday with ninety people on board.",
        "Nobody was hurt.",
    ]


def test_the_oracle_is_not_below_any_baseline():
    by_name = {report.system: report.rouge1.points.mean for report in reports("lead", "lexrank", "textrank", "oracle")}
    assert max(by_name, key=by_name.get) == "oracle"


@pytest.mark.parametrize("name", ["lexrank", "textrank"])
def test_sumy_is_missed_in_one_line_that_names_the_extra(monkeypatch, name):
    monkeypatch.setitem(sys.modules, "sumy.models.dom", None)
    with pytest.raises(BrieferError, match=rf"{name}: sumy is not installed; .*briefer\[evaluate\]"):
        SYSTEMS[name](PAIRS, Limits(2, 0))


def test_a_name_that_is_no_baseline_is_that_of_a_checkpoint():
    with pytest.raises(ModelError, match="nonsense"):
        find_system("nonsense")


# Reports


def said(*sentences: str):
    """Make a system that always says the same."""

    def system(pairs, limits):
        return [Summary(pair.id, tuple(SummarySentence(text, ()) for text in sentences), "said") for pair in pairs]

    return system


def report_of(system, limits: Limits = TWO_SENTENCES):
    systems = {"lead": find_system("lead"), "ours": system}
    return evaluate(PAIRS, systems, limits, clock=clock(), rng=dice(1), sample="corpus=test")[1]


def test_the_baseline_is_no_better_than_itself():
    (lead,) = reports("lead")
    assert lead.rouge2.gain == rouge.Interval(0, 0, 0)


def test_a_gain_is_the_mean_difference_to_the_baseline():
    lead, oracle = reports("lead", "oracle")
    assert oracle.rouge1.gain.mean == pytest.approx(oracle.rouge1.points.mean - lead.rouge1.points.mean)


def test_a_failure_scores_0_and_is_counted_and_does_not_obey():
    def half(pairs, limits):
        return [Failure(pair.id, "no") if pair.id == "ferry" else SYSTEMS["lead"]([pair], limits)[0] for pair in pairs]

    report = report_of(half)
    (lead,) = reports("lead", pairs=PAIRS[:1])
    assert (report.failures, report.obeyed) == (1, 0.5)
    assert report.rouge1.points.mean == pytest.approx(lead.rouge1.points.mean / 2)


def test_a_system_may_fail_everywhere():
    report = report_of(lambda pairs, _limits: [Failure(pair.id, "no") for pair in pairs])
    assert (report.failures, report.obeyed, report.words, report.rouge1.points.mean) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("sentences", "obeyed"),
    [(["One two.", "Three."], 1), (["One.", "Two.", "Three."], 0), (["One two three four."], 0)],
)
def test_a_summary_obeys_if_both_its_sentences_and_its_words_are_within_the_limits(sentences, obeyed):
    assert report_of(said(*sentences), Limits(2, 3)).obeyed == obeyed


def test_novelty_is_the_share_of_bigrams_that_the_article_lacks():
    assert report_of(said("Nobody was hurt today.")).novelty == pytest.approx((1 + 1 / 3) / 2)
    assert report_of(said("Zebra.")).novelty == 0
    assert all(report.novelty == 0 for report in reports(*SYSTEMS))


def test_what_the_article_does_not_have_is_counted_before_and_after_the_check():
    def system(pairs, _limits):
        shown = (SummarySentence("Nobody was hurt.", (), replaced="Professor Zadie Quorn said 417 zebras were hurt."),)
        return [Summary(pair.id, shown, "said") for pair in pairs if pair.id == "ferry"]

    report = evaluate(PAIRS[1:], {"ours": system}, TWO_SENTENCES, clock=clock(), rng=dice(1), sample="")[0]
    assert report.before.supported == 0
    assert report.before.numbers == 100
    assert report.before.names >= 100
    assert (report.after.supported, report.after.numbers, report.after.names) == (1, 0, 0)


def test_the_baselines_sentences_are_all_supported():
    assert all(report.after.supported == 1 for report in reports(*SYSTEMS))


def test_the_rate_is_articles_a_second_of_the_clock_that_was_given():
    assert reports("lead")[0].articles_per_second == len(PAIRS)


def test_the_signature_names_method_limits_versions_and_corpus():
    (_, lexrank) = reports("lead", "lexrank", limits=Limits(2, 45))
    assert lexrank.signature.startswith("lexrank sumy=")
    for part in ("sentences=2 words=45", "briefer=", "corpus=test", "rouge-score="):
        assert part in lexrank.signature


# The whole, and how it is shown


@pytest.fixture
def corpus(tmp_path) -> Path:
    records = [{"id": pair.id, "text": pair.article.text, "highlights": pair.references} for pair in PAIRS]
    path = tmp_path / "towns.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in [*records, {"id": "bad"}]))
    return path


def run(path: Path, *systems: str, words: int = 0, **options):
    given = {"systems": systems, "limits": Limits(2, words), "clock": clock(), "rng": dice(0)}
    return run_evaluation([path], **given, **options)


def test_an_evaluation_always_has_the_baseline_first_and_each_system_once(corpus):
    evaluation = run(corpus, "oracle", "lead", "oracle")
    assert [report.system for report in evaluation.reports] == ["lead", "oracle"]
    assert evaluation.pairs == 2
    assert [failure.where for failure in evaluation.refused] == [f"{corpus}:3"]


def test_an_evaluation_may_take_a_sample(corpus):
    assert run(corpus, limit=1).pairs == 1
    assert run(corpus, every=2).pairs == 1
    assert "pairs=1 every=2" in run(corpus, every=2).reports[0].signature


def test_an_evaluation_can_be_repeated_to_the_digit(corpus):
    assert run(corpus, *SYSTEMS) == run(corpus, *SYSTEMS)


def test_a_corpus_without_a_pair_is_an_input_error_that_says_why(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n")
    with pytest.raises(InputError, match=r"no article with a reference summary.*bad\.jsonl:1: no article text"):
        run(path)


def test_an_unknown_checkpoint_is_told_before_any_work(tmp_path):
    with pytest.raises(ModelError):
        run(tmp_path / "none.jsonl", "nonsense")


def test_json_has_all_there_is(corpus):
    evaluation = run(corpus, "oracle")
    shown = json.loads(as_json(evaluation))
    assert shown["corpus_hash"] == evaluation.corpus_hash
    assert [report["system"] for report in shown["reports"]] == ["lead", "oracle"]
    assert shown["reports"][1]["rouge2"]["points"]["mean"] == evaluation.reports[1].rouge2.points.mean
    assert shown["refused"][0]["message"]


def test_a_table_has_a_row_a_system_and_a_signature_each(corpus):
    shown = as_table(run(corpus, *SYSTEMS, words=45))
    assert "towns.jsonl" in shown
    assert "2 pairs, 1 record refused; 2 sentences, at most 45 words" in shown
    for name in SYSTEMS:
        assert f"\n{name} " in shown
        assert f"\n{name}: {name}" in shown


@pytest.mark.parametrize("width", [60, 100, 200])
def test_a_table_is_no_wider_than_asked(corpus, width):
    table = as_table(run(corpus, *SYSTEMS), width).partition("Signatures")[0].splitlines()[2:]
    assert max(map(len, table)) <= width


def test_a_table_shows_what_looks_like_markup_as_it_is(corpus):
    evaluation = run(corpus)
    odd = replace(evaluation, reports=(replace(evaluation.reports[0], system="models/[red]x"),))
    assert "[red]" in as_table(odd)


@pytest.mark.parametrize(("suffix", "opening"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_a_picture_is_written_as_its_suffix_says_and_whole(corpus, tmp_path, suffix, opening):
    path = tmp_path / f"quality{suffix}"
    as_picture(run(corpus, *SYSTEMS), path)
    assert path.read_bytes().startswith(opening)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([corpus.name, path.name])


def crowded() -> Evaluation:
    """Systems of nearly the same quality and speed, with long names."""

    def report(name: str, quality: float, rate: float) -> Report:
        score = Score(rouge.Interval(quality, quality - 1, quality + 1), rouge.Interval(0, 0, 0))
        true = Fidelity(1, 0, 0)
        return Report(name, score, score, score, 1, 0, true, true, 40, rate, 0, name)

    close = [report(f"a-rather-long-name-{i}", 20 + i / 10, 50 + 4 * i) for i in range(5)]
    return Evaluation(("c",), "0" * 12, 400, 3, 0, "lead", (report("lead", 17, 300), *close), ())


def test_no_two_names_in_a_picture_overlap_and_none_leaves_it():
    figure = Figure(dpi=evaluation_picture.DOTS_PER_INCH, figsize=evaluation_picture.INCHES, layout="constrained")
    FigureCanvasAgg(figure)
    evaluation_picture._draw(figure, crowded())
    (axes,) = figure.axes
    boxes = [evaluation_picture._box(text) for text in axes.texts]
    assert len(boxes) == 6
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]
    frame = axes.get_window_extent()
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)


def test_the_same_evaluation_draws_the_same_picture(corpus, tmp_path):
    pictures = [tmp_path / "a.svg", tmp_path / "b.svg"]
    for path in pictures:
        as_picture(run(corpus, *SYSTEMS), path)
    assert pictures[0].read_bytes() == pictures[1].read_bytes()


def test_a_picture_that_cannot_be_written_is_one_line(corpus, tmp_path):
    evaluation = run(corpus)
    with pytest.raises(BrieferError, match=r"must end in \.svg, \.png, \.pdf"):
        as_picture(evaluation, tmp_path / "quality.gif")
    with pytest.raises(BrieferError, match="cannot be written"):
        as_picture(evaluation, tmp_path / "nowhere" / "quality.png")


def test_matplotlib_is_missed_in_one_line_that_names_the_extra(corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(BrieferError, match=r"briefer\[evaluate\]"):
        as_picture(run(corpus), tmp_path / "quality.png")
