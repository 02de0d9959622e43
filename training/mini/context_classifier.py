"""What a sentence does with the name in it, from its runs of letters: a linear classifier of sentences with the name masked.

    python -m mini.context_classifier --out ../src/prompt/words/contexts.json --minutes 3

Trained on the sentences of `mini.frames` and on chance words round a name, which ask for nothing that is known. Its twin
is src/prompt/context.ts; src/prompt/context.fixture.json, written with `--fixture`, holds both together.
"""

import argparse
import base64
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .frames import KINDS, LANGUAGES, NAME, Frame, generate, read_grammar

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
    """Buckets and where each sentence begins among them -> logits (B, kinds): the mean of its runs' rows, bent once, and a layer."""

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


def train(bags: Bags, minutes: float, seed: int) -> ContextClassifier:
    torch.manual_seed(seed)
    model = ContextClassifier()
    count = torch.bincount(bags.kinds, minlength=len(KINDS)).float()
    weight = (count.mean() / count).clamp(0.4, 3)
    optimizer = torch.optim.Adam(model.parameters())
    began, length = time.process_time(), 60 * minutes
    while (spent := time.process_time() - began) < length:
        for group in optimizer.param_groups:
            group["lr"] = 0.02 * (1 - spent / length) + 1e-4
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


def export(model: ContextClassifier) -> dict[str, object]:
    """int8 rows with one scale, in base64; the small numbers beside them as they are."""
    table = model.table.weight.detach().numpy()
    scale = float(np.abs(table).max() / 127)
    rounded = np.rint(table / scale).astype(np.int8)

    def digits(numbers: torch.Tensor) -> list[float]:
        return [round(number, 5) for number in numbers.detach().flatten().tolist()]

    return {
        "kinds": KINDS,
        "scale": scale,
        "bias": digits(model.bias),
        "weight": digits(model.classify.weight),
        "offset": digits(model.classify.bias),
        "table": base64.b64encode(rounded.tobytes()).decode(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--number", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=3)
    arguments = parser.parse_args()
    frames = generate(arguments.number, arguments.seed)
    unseen = [f for f in frames if f.is_left_out]
    rng = random.Random(arguments.seed)
    seen = [f for f in frames if not f.is_left_out]
    share = CHANCE / (1 - CHANCE)
    shown = Bags(seen + chance_frames(int(share * len(seen)), rng), rng)
    model = train(shown, arguments.minutes, arguments.seed)
    print(json.dumps({"frames": len(frames), "seen": judged(model, seen[:8000]), "unseen": judged(model, unseen)}, indent=1))
    arguments.out.write_text(json.dumps(export(model)) + "\n")


if __name__ == "__main__":
    main()
