"""The bundled checkpoint: one forward pass gives every signal, and all engines make the same choices."""

import json
import shutil
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

import briefer
from briefer.errors import ConfigError, ModelError
from briefer.language.sentences import split_article
from briefer.resources import bundled
from briefer.summarising import engine as engines
from briefer.summarising.encoder import Encoder, load_encoder, load_tokenizer
from briefer.summarising.engine import (
    ONNX_FILE,
    ONNX_INT8_FILE,
    OnnxEngine,
    TorchEngine,
    _batches,
    load_engine,
    multiplies_bytes_exactly,
)
from briefer.summarising.windows import Window
from briefer.types import Article

FOLDER = bundled("models") / "briefer-encoder"
AGREEMENT = {ONNX_FILE: 0.99, ONNX_INT8_FILE: 0.85}
"""The least share of entities that are the same as with torch; of bytes, 0.90 on 2026-11-25, and F1 the same."""


@pytest.fixture(scope="module", params=[ONNX_FILE, ONNX_INT8_FILE])
def encoder(request):
    if request.param == ONNX_INT8_FILE and not multiplies_bytes_exactly():
        pytest.skip("this processor loses products of bytes")
    return Encoder(load_tokenizer(FOLDER), OnnxEngine(FOLDER, request.param), request.param)


@pytest.fixture(scope="module")
def reference(encoder):
    return Encoder(encoder.tokenizer, TorchEngine(FOLDER, "cpu"), "reference")


@pytest.fixture(scope="module")
def articles():
    """Every sample article."""
    return briefer.read_articles([str(Path(__file__).parent / "articles")])


def test_every_sentence_has_its_signals_and_every_offset_slices_back(encoder, articles):
    for article, signals in zip(articles, encoder.read(articles), strict=True):
        assert signals
        for one in signals:
            assert article.text[one.sentence.start : one.sentence.end] == one.sentence.text
            assert 0 <= one.salience <= 1
            assert len(one.tokens) == len(one.keep)
            assert all(one.sentence.start <= t.start <= t.end <= one.sentence.end for t in one.tokens)
            assert all(one.sentence.start <= e.start < e.end <= one.sentence.end for e in one.entities)


def test_the_engines_make_the_same_choices(encoder, reference, articles):
    from briefer.summarising.headline import headline

    for article, fast, slow in zip(articles, encoder.read(articles), reference.read(articles), strict=True):
        chosen = [[s.evidence for s in headline(article, signals, sentences=2, words=45)] for signals in (fast, slow)]
        assert chosen[0] == chosen[1], article.path


def test_the_engines_agree_on_entities_and_on_meaning(encoder, reference, articles):
    fast, slow = (
        {(s.sentence.start, e) for signals in one.read(articles) for s in signals for e in s.entities}
        for one in (encoder, reference)
    )
    assert len(fast & slow) / len(fast | slow) > AGREEMENT[encoder.signature]
    texts = [article.text[:500] for article in articles]
    assert (encoder.embed(texts) * reference.embed(texts)).sum(1).min() > 0.98


def test_a_summary_does_not_depend_on_what_else_is_in_the_batch(encoder, articles):
    together = encoder.read(articles)
    for article, signals in zip(articles, together, strict=True):
        (alone,) = encoder.read([article])
        assert alone == signals


def test_texts_on_one_event_are_closer_than_texts_on_two(encoder):
    storm, same, trial = encoder.embed(
        [
            "A storm cut power to 40,000 homes on the coast.",
            "Forty thousand households lost electricity when the storm hit.",
            "The jury acquitted the mayor of fraud after a two-week trial.",
        ]
    )
    assert storm @ same > storm @ trial + 0.3


def test_nothing_to_embed_is_no_rows_and_an_empty_text_is_a_row_of_nothing(encoder):
    assert len(encoder.embed([])) == 0
    assert np.isfinite(encoder.embed(["", "words"])).all()


def test_people_and_places_are_found(encoder):
    text = "Maria Keller, the mayor of Hamburg, met officials of the United Nations in Geneva on Tuesday."
    (signals,) = encoder.read([Article("x", text)])
    found = {(text[e.start : e.end], e.label) for s in signals for e in s.entities}
    assert {("Maria Keller", "PER"), ("Hamburg", "LOC"), ("Geneva", "LOC"), ("Tuesday", "TIME")} <= found


def test_the_signature_names_checkpoint_engine_limits_and_version(articles):
    (summary,) = briefer.summarise(articles[:1], sentences=1, words=30)
    parts = summary.signature.split()
    assert parts[0].startswith("briefer-encoder@")
    assert parts[1] in ("engine=onnx-int8", "engine=onnx-fp32")
    assert parts[2:] == ["sentences=1", "words=30", f"briefer={briefer.__version__}"]


def test_bytes_are_multiplied_only_where_nothing_is_lost(monkeypatch):
    """A processor whose sums of products overflow has the same network in floats, as has who asks for it."""
    for exact, device, name in ((True, "cpu", "int8"), (False, "cpu", "fp32"), (True, "cpu-fp32", "fp32")):
        monkeypatch.setattr(engines, "multiplies_bytes_exactly", lambda exact=exact: exact)
        assert load_engine(FOLDER, device).name == f"onnx-{name}"


def test_no_articles_are_no_summaries_and_no_prose_is_no_sentences():
    assert briefer.summarise([]) == []
    (summary,) = briefer.summarise([Article("x", "  \n ")])
    assert summary.sentences == ()


def test_lengths_that_make_no_summary_are_refused():
    with pytest.raises(ConfigError, match="give at least one"):
        briefer.summarise([], sentences=0)
    with pytest.raises(ConfigError, match="reading -1 words"):
        briefer.summarise([], read_words=-1)


@pytest.mark.parametrize("words", [1, 40, 41, 150])
def test_of_an_article_so_many_words_are_read_and_the_end_of_their_sentence(words, articles):
    for article, summary in zip(articles, briefer.summarise(articles, read_words=words), strict=True):
        sentences = split_article(article)
        counts = list(accumulate(len(sentence.text.split()) for sentence in sentences))
        last = next(at for at, count in enumerate(counts) if count >= words)
        spans = [span for sentence in summary.sentences for span in sentence.evidence]
        assert all(span.end <= sentences[last].end for span in spans)
        assert all(article.text[span.start : span.end] == span.text for span in spans)
        assert summary.read == counts[last] / counts[-1] < 1
        assert summary.signature.endswith(f" read={words}")


def test_an_article_that_is_no_longer_than_what_is_read_has_the_summary_that_it_has(articles):
    for whole, read in zip(briefer.summarise(articles), briefer.summarise(articles, read_words=5000), strict=True):
        assert read.sentences == whole.sentences
        assert read.read == 1.0


def test_batches_hold_windows_of_like_length_within_the_limit():
    windows = [Window((1,) * n, (0,) * n, (-1,) * n, 0, 0) for n in (512, 8, 500, 64, 512, 8)]
    batches = _batches(windows, 1024)
    assert sorted(i for batch in batches for i in batch) == list(range(6))
    assert all(max(len(windows[i].ids) for i in batch) * len(batch) <= 1024 for batch in batches)
    assert [len(batch) for batch in _batches(windows, 0)] == [1] * 6


def damaged_copy(folder, name, content):
    shutil.copytree(FOLDER, folder)
    if name != ONNX_INT8_FILE:
        (folder / ONNX_INT8_FILE).unlink()
    (folder / name).write_bytes(content)
    return str(folder)


@pytest.mark.parametrize("name", ["model.onnx", "model-int8.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_checkpoint_is_an_error_that_names_the_file(tmp_path, name):
    with pytest.raises(ModelError) as caught:
        load_encoder(damaged_copy(tmp_path / "copy", name, b"\x00broken"), "cpu")
    assert str(tmp_path / "copy") in caught.value.where


def test_damaged_weights_are_an_error_that_names_the_file(tmp_path):
    folder = damaged_copy(tmp_path / "copy", "model.safetensors", b"\x00broken")
    (tmp_path / "copy" / "model.onnx").unlink()
    with pytest.raises(ModelError, match="safetensors"):
        load_encoder(folder, "cpu")


def test_a_checkpoint_of_another_kind_is_refused_by_name(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bart"}))
    with pytest.raises(ModelError, match="'bart' is not supported"):
        load_encoder(str(tmp_path), "cpu")


def test_an_unknown_device_is_refused_with_those_there_are():
    with pytest.raises(ConfigError, match="choose from auto, cpu, cpu-fp32, cuda, mps"):
        load_encoder("briefer-encoder", "tpu")


def test_the_tokenizer_neither_cuts_nor_pads():
    encoding = load_tokenizer(FOLDER).encode("word " * 1000, add_special_tokens=False)
    assert len(encoding.ids) == 1000
