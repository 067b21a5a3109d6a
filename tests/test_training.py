"""Training: targets mean what they say, an interrupted run ends like an undisturbed one, the result is a checkpoint."""

import json
import random
import shutil

import numpy as np
import pytest
import torch

from briefer.errors import InputError, ResumeError
from briefer.resources import bundled
from briefer.summarising.encoder import Encoder, load_encoder, load_tokenizer
from briefer.summarising.engine import ONNX_FILE, ONNX_INT8_FILE, OnnxEngine, TorchEngine, multiplies_bytes_exactly
from briefer.summarising.network import BrieferConfig, BrieferEncoder, load_network
from briefer.summarising.tags import TAGS
from briefer.training import train as training
from briefer.training.batches import collate, losses, read
from briefer.training.examples import ANY_TAG, sentence_examples
from briefer.training.export import save_checkpoint
from briefer.training.labels import keep_targets, salience_targets
from briefer.training.train import Progress, Settings, train
from briefer.types import Article

HARBOUR = (
    "The harbour of Port Ellis closed on Monday. Fishermen had complained for weeks. "
    "A tanker leaked oil near the pier. The mayor promised help. Nobody was hurt."
)
COUNCIL = (
    "Voters in Lomar chose a new council on Sunday. Turnout was low. "
    "The Green List won nine of fifteen seats. Rain fell all day. Counting ended at midnight."
)
ARTICLES = [HARBOUR, COUNCIL]
HIGHLIGHTS = [["A tanker leaked oil near the pier"], ["The Green List won nine of fifteen seats on Sunday"]]


def test_the_sentence_that_the_reference_repeats_gets_the_highest_target():
    sentences = ["Rain fell all day.", "The Green List won nine of fifteen seats.", "Turnout was low."]
    targets = salience_targets(sentences, HIGHLIGHTS[1])
    assert targets.argmax() == 1
    assert targets[1] > 0.9
    assert ((targets >= 0) & (targets <= 1)).all()


def test_two_equally_good_sentences_share_the_target():
    targets = salience_targets(
        ["The pier burned down.", "Nothing else happened.", "The pier burned down."], ["The pier burned down."]
    )
    assert targets[0] == pytest.approx(targets[2], abs=1e-6)
    assert targets[1] < 0.1


def test_kept_words_are_those_of_the_shortened_sentence():
    words = "on monday the mayor of lomar resigned , officials said".split()
    kept = keep_targets(words, ["the mayor of lomar resigned".split()])
    assert [w for w, k in zip(words, kept, strict=True) if k] == "the mayor of lomar resigned".split()
    assert keep_targets(words, ["something else entirely happened here".split()]) is None


def test_an_unannotated_label_may_hide_under_an_o(tokenizer):
    row = {"tokens": ["Ann", "slept", "Monday"], "tags": ["B-PER", "O", "X"], "annotated": ["PER", "LOC"]}
    (example,) = sentence_examples([row], tokenizer)
    ann, slept, monday = example.tags[1:-1]
    assert ann == 1 << TAGS.index("B-PER")
    assert {tag for i, tag in enumerate(TAGS) if slept >> i & 1} == {"O"} | {
        f"{p}-{x}" for x in ("ORG", "TIME", "NORP") for p in "BI"
    }
    assert monday == ANY_TAG


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Make a tiny untrained checkpoint."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("start")
    config = BrieferConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, inter_heads=2
    )
    BrieferEncoder(config).save_pretrained(folder)
    shutil.copy(bundled("models") / "briefer-encoder" / "tokenizer.json", folder)
    return folder


@pytest.fixture
def corpora(tmp_path):
    pairs = [
        {"article": a, "highlights": h, "title": "News of the day"} for a, h in zip(ARTICLES, HIGHLIGHTS, strict=True)
    ]
    tags = [
        {"tokens": ["Ann", "Lee", "slept"], "tags": ["B-PER", "I-PER", "O"]},
        {"tokens": ["Rain", "fell"], "keep": [1, 0]},
    ]
    for name, rows in (("pairs.jsonl", pairs * 8), ("tags.jsonl", tags * 8)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return [tmp_path / "pairs.jsonl", tmp_path / "tags.jsonl"]


def ticking():
    """A clock that goes a second a look."""
    return iter(range(1_000_000)).__next__


def run(corpora, folder, settings, report=lambda news: None):
    return train(corpora, folder, settings, device="cpu", clock=ticking(), report=report)


def weights(folder):
    from safetensors.torch import load_file

    return load_file(folder / "model.safetensors")


def test_training_writes_a_checkpoint_that_summarises(start, corpora, tmp_path):
    news = []
    made = run(corpora, tmp_path / "new", Settings(start=str(start), passes=2, batch=4), news.append)
    assert made.refused == 0
    steps = [item for item in news if isinstance(item, Progress)]
    assert steps[-1].step == steps[-1].steps
    assert steps[-1].rate > 0
    assert set(steps[-1].losses) == {"salience", "order", "keep", "tags", "vectors"}
    (signals,) = load_encoder(str(tmp_path / "new"), "cpu").read([Article("x", ARTICLES[0])])
    assert len(signals) == 5


@pytest.mark.parametrize(("graph", "tolerance"), [(ONNX_FILE, 1e-5), (ONNX_INT8_FILE, 0.02)])
def test_the_graphs_of_an_untrained_network_read_as_it_does(graph, tolerance, start, tmp_path):
    """In it, norms and biases are equal, and the exporter keeps but one of them."""
    if graph == ONNX_INT8_FILE and not multiplies_bytes_exactly():
        pytest.skip("this processor loses products of bytes")
    folder = tmp_path / "saved"
    save_checkpoint(load_network(start), start / "tokenizer.json", folder)
    tokenizer = load_tokenizer(folder)
    engines = OnnxEngine(folder, graph), TorchEngine(folder, "cpu")
    fast, slow = (Encoder(tokenizer, one, "").read([Article("x", HARBOUR)])[0] for one in engines)
    assert [one.salience for one in fast] == pytest.approx([one.salience for one in slow], abs=tolerance)
    keep = [[weight for one in signals for weight in one.keep] for signals in (fast, slow)]
    assert keep[0] == pytest.approx(keep[1], abs=tolerance)


def test_an_interrupted_run_ends_like_an_undisturbed_one(start, corpora, tmp_path, monkeypatch):
    monkeypatch.setattr(training, "SAVE_EVERY", 2)
    settings = Settings(start=str(start), passes=4, batch=4)
    run(corpora, tmp_path / "whole", settings)

    class PowerCutError(Exception):
        pass

    def cut(news):
        if isinstance(news, Progress) and news.step >= 10:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        run(corpora, tmp_path / "cut", settings, cut)
    assert not (tmp_path / "cut" / "model.safetensors").exists()
    run(corpora, tmp_path / "cut", settings)
    whole, resumed = weights(tmp_path / "whole"), weights(tmp_path / "cut")
    assert all(torch.allclose(whole[name].float(), resumed[name].float(), atol=1e-3) for name in whole)


def test_a_state_of_other_settings_is_not_taken_up(start, corpora, tmp_path):
    run(corpora, tmp_path / "new", Settings(start=str(start), batch=4))
    with pytest.raises(ResumeError, match="other settings"):
        run(corpora, tmp_path / "new", Settings(start=str(start), batch=4, seed=8))


def test_a_damaged_state_is_one_clear_error(start, corpora, tmp_path):
    run(corpora, tmp_path / "new", Settings(start=str(start), batch=4))
    (tmp_path / "new" / "training" / "state.pt").write_bytes(b"broken")
    with pytest.raises(ResumeError, match="damaged"):
        run(corpora, tmp_path / "new", Settings(start=str(start), batch=4))


def test_corpora_without_a_usable_record_are_refused(start, tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"article": "No summary."}\n')
    with pytest.raises(InputError, match="nothing to learn"):
        run([tmp_path / "bad.jsonl"], tmp_path / "new", Settings(start=str(start)))


def test_losses_fall_when_the_same_batch_is_learnt(start, corpora, tmp_path, tokenizer):
    rows = [{"tokens": ["Ann", "slept"], "tags": ["B-PER", "O"]}, {"tokens": ["Rain", "fell"], "keep": [1, 0]}]
    batch = collate(list(sentence_examples(rows, tokenizer)), random.Random(0))
    network = BrieferEncoder.from_pretrained(start).float()
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    taught = torch.ones(len(batch.groups), 32)
    totals = []
    for _ in range(30):
        parts = losses(read(network, batch), batch, taught)
        total = sum(parts.values())
        optimiser.zero_grad()
        total.backward()
        optimiser.step()
        totals.append(total.item())
    assert totals[-1] < totals[0] / 2
    assert np.isfinite(totals).all()
