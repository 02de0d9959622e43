"""What a sentence does with the name in it, from its runs of letters: a small classifier of sentences with the name masked.

    python -m mini.context_classifier --steps 2500 --texts masked.txt > kinds.tsv

An experiment that is not shipped (EXPERIMENTS.md, "What a sentence does with a name"). Trained on the sentences of `mini.frames`
and on chance words round a name, which ask for nothing that is known; `--texts` is judged with it, a masked sentence a line.
"""

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .frames import KINDS, LANGUAGES, NAME, Frame, generate, normal_form, read_grammar

BUCKETS = 16_384
WIDTH = 12
LONGEST_RUN = 5
CHANCE = 0.18  # of sentences with chance words, of all
NOISE = 0.06  # of sentences with a letter changed


def runs_of(text: str) -> list[int]:
    """Buckets of the runs of 1 to 5 UTF-16 units of `text` between bars, each once, in order. FNV-1a, 32 bits."""
    units = np.frombuffer(f"|{text}|".encode("utf-16-le"), dtype=np.uint16).tolist()
    found: dict[int, None] = {}
    for start in range(len(units)):
        hashed = 0x811C9DC5
        for unit in units[start : start + LONGEST_RUN]:
            hashed = ((hashed ^ unit) * 0x01000193) & 0xFFFFFFFF
            found[(hashed ^ (hashed >> 15)) % BUCKETS] = None
    return list(found)


class ContextClassifier(nn.Module):
    """Buckets and where each sentence begins among them -> logits (B, kinds): the mean of its runs' rows, a bend, a layer."""

    def __init__(self):
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean")
        nn.init.normal_(self.table.weight, std=0.3)
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.classify = nn.Linear(WIDTH, len(KINDS))

    def forward(self, buckets: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        return self.classify(torch.relu(self.table(buckets, starts) + self.bias))


def chance_frames(number: int, rng: random.Random) -> list[Frame]:
    """Frequent words of a language that its grammar does not have, round a name: nobody knows what is asked."""
    from wordfreq import top_n_list

    made = []
    for language in LANGUAGES:
        grammar = read_grammar(language)
        known = {word for words in grammar.slots.values() for phrase in words for word in phrase.lower().split()}
        strange = [w for w in top_n_list(language, 12_000) if w not in known and len(w) > (3 if grammar.has_spaces else 1)]
        gap = " " if grammar.has_spaces else ""
        for _ in range(number // len(LANGUAGES)):
            words = [rng.choice(strange) for _ in range(rng.choice((1, 1, 2, 3)))]
            base = rng.choice((NAME, NAME, grammar.say(rng.choice(KINDS[:2]), rng, False).text))
            at = rng.randrange(len(words) + 1)
            made.append(Frame(language, "other", gap.join([*words[:at], base, *words[at:]]), False))
    return made


def misspelt(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    if text[at] == NAME:
        return text
    return text[:at] + rng.choice(("", text[at] * 2, rng.choice(text.replace(NAME, "e")))) + text[at + 1 :]


class Bags:
    """The buckets of sentences, one after another, and where each begins."""

    def __init__(self, frames: list[Frame], rng: random.Random | None = None):
        texts = [misspelt(f.text, rng) if rng and len(f.text) > 8 and rng.random() < NOISE else f.text for f in frames]
        runs = [runs_of(text) for text in texts]
        self.starts = torch.tensor([0, *map(len, runs)]).cumsum(0)
        self.buckets = torch.tensor([bucket for run in runs for bucket in run])
        self.kinds = torch.tensor([KINDS.index(frame.kind) for frame in frames])

    def __len__(self) -> int:
        return len(self.kinds)

    def some(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = lengths.cumsum(0) - lengths
        within = torch.arange(int(lengths.sum())) - starts.repeat_interleave(lengths)
        return self.buckets[self.starts[rows].repeat_interleave(lengths) + within], starts, self.kinds[rows]


def train(bags: Bags, steps: int, seed: int) -> ContextClassifier:
    torch.manual_seed(seed)
    model = ContextClassifier()
    count = torch.bincount(bags.kinds, minlength=len(KINDS)).float()
    weight = (count.mean() / count).clamp(0.4, 3)
    optimizer = torch.optim.Adam(model.parameters())
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 0.02 * (1 - step / steps) + 1e-4
        buckets, starts, kinds = bags.some(torch.randint(len(bags), (1024,)))
        loss = nn.functional.cross_entropy(model(buckets, starts), kinds, weight=weight, label_smoothing=0.02)
        optimizer.zero_grad()
        (loss + 1e-5 * model.table.weight[buckets].square().sum(1).mean()).backward()
        optimizer.step()
    return model


@torch.no_grad()
def judged(model: ContextClassifier, frames: list[Frame]) -> dict[str, float]:
    """Shares in their right kind, and asking told from not asking, by language."""
    bags = Bags(frames)
    buckets, starts, kinds = bags.some(torch.arange(len(bags)))
    guess = model(buckets, starts).argmax(1)
    asks = (guess < 2) == (kinds < 2)
    of = {language: [n for n, f in enumerate(frames) if f.language == language] for language in LANGUAGES}
    shares = {language: asks[at].float().mean().item() for language, at in of.items()}
    return {"kind": (guess == kinds).float().mean().item(), "asks": asks.float().mean().item(), **shares}


@torch.no_grad()
def kinds_of(model: ContextClassifier, texts: list[str]) -> list[dict[str, float]]:
    """How probable each kind is; in numbers of int8, as they would be shipped."""
    table = model.table.weight
    scale = table.abs().max() / 127
    table.copy_((table / scale).round() * scale)
    bags = Bags([Frame("", KINDS[0], text, False) for text in texts])
    buckets, starts, _ = bags.some(torch.arange(len(bags)))
    return [dict(zip(KINDS, row, strict=True)) for row in model(buckets, starts).softmax(1).tolist()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--number", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=2500)
    arguments = parser.parse_args()
    frames = generate(arguments.number, arguments.seed)
    unseen = [f for f in frames if f.is_left_out]
    rng = random.Random(arguments.seed)
    seen = [f for f in frames if not f.is_left_out]
    share = CHANCE / (1 - CHANCE)
    shown = Bags(seen + chance_frames(int(share * len(seen)), rng), rng)
    model = train(shown, arguments.steps, arguments.seed)
    report = {"frames": len(frames), "seen": judged(model, seen[:8000]), "unseen": judged(model, unseen)}
    print(json.dumps(report, indent=1), file=sys.stderr)
    if not arguments.texts:
        return
    texts = [normal_form(line) for line in arguments.texts.read_text(encoding="utf-8").splitlines()]
    print("\t".join((*KINDS, "text")))
    for text, kinds in zip(texts, kinds_of(model, texts), strict=True):
        print("\t".join((*(f"{kinds[kind]:.3f}" for kind in KINDS), text)))


if __name__ == "__main__":
    main()
