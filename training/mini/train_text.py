"""Trains the text encoder alone: a wording -> the structure that it names, or none of them. Resumes from its checkpoint.

python -m mini.train_text --out runs/text --steps 2200

The images have no part in it: whatever is understood as a structure is asked for with that structure's row of the bank.
"""

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .ngram_encoder import MAX_TOKENS, NgramEncoder
from .tokens import to_tokens
from .wording import NONE, text_batch

BATCH = 512
SORTED = 8  # batches drawn together and dealt out by length, so that few bytes are padding
POOL, FRESH, FRESH_EVERY = 40_000, 1_000, 4
EMA = 0.998
THRESHOLD = 0.8  # to watch the training by
MOST_FALSE = 0.012  # of sampled wordings; about as many slip into a name by themselves ("livar")


class Pool:
    """Wordings sampled before, of which the oldest make room for new ones: sampling costs as much as learning does."""

    def __init__(self, rng: random.Random):
        self.rng, self.tokens = rng, np.zeros((POOL, MAX_TOKENS), np.int16)
        self.meanings, self.at, self.filled = np.zeros(POOL, np.int64), 0, 0
        self.waiting: list[np.ndarray] = []

    def add(self, count: int) -> None:
        texts, meanings = text_batch(count, self.rng)
        places = (self.at + np.arange(count)) % POOL
        self.tokens[places], self.meanings[places] = to_tokens(texts, MAX_TOKENS).numpy(), meanings
        self.at, self.filled = (self.at + count) % POOL, min(POOL, self.filled + count)

    def draw(self) -> tuple[Tensor, Tensor]:
        """(BATCH, T) tokens, T the longest text's length, and meanings."""
        if not self.waiting:
            drawn = np.array(self.rng.choices(range(self.filled), k=BATCH * SORTED))
            drawn = drawn[np.argsort((self.tokens[drawn] > 0).sum(1), kind="stable")]
            self.waiting = self.rng.sample(np.split(drawn, SORTED), SORTED)
        rows = self.waiting.pop()
        return trimmed(torch.from_numpy(self.tokens[rows]).int()), torch.from_numpy(self.meanings[rows])


def trimmed(tokens: Tensor) -> Tensor:
    return tokens[:, : max(1, int((tokens != 0).sum(1).max()))]


@torch.no_grad()
def logits_of(encoder: NgramEncoder, texts: list[str]) -> Tensor:
    """(P, S + 1)."""
    parts = [trimmed(to_tokens(texts[i : i + 256], MAX_TOKENS)) for i in range(0, len(texts), 256)]
    return torch.cat([encoder(tokens) for tokens in parts])


def rates(logits: Tensor, meanings: Tensor, threshold: float) -> dict[str, float]:
    """Shares of structures refused or taken for another, and of other words taken for a structure."""
    best, meant = torch.softmax(logits, 1).max(1)
    understood = (meant != NONE) & (best >= threshold)
    known = meanings != NONE
    return {
        "refused": (~understood & known).sum().item() / max(1, known.sum().item()),
        "confused": (understood & known & (meant != meanings)).sum().item() / max(1, known.sum().item()),
        "false": (understood & ~known).sum().item() / max(1, (~known).sum().item()),
    }


def temperature(logits: Tensor, meanings: Tensor) -> float:
    """What to divide the logits by so that their probabilities are as often right as they say (least cross-entropy)."""
    tried = [0.5 * 1.03**n for n in range(60)]
    return min(tried, key=lambda t: F.cross_entropy(logits / t, meanings).item())


def choose_threshold(logits: Tensor, meanings: Tensor) -> float:
    """The least confidence to ask for, from 0.8 on, at which no more than MOST_FALSE of other words are understood."""
    tried = [n / 20 for n in range(16, 20)]
    return next((t for t in tried if rates(logits, meanings, t)["false"] <= MOST_FALSE), tried[-1])


def calibration_error(logits: Tensor, meanings: Tensor, bins: int = 10) -> float:
    """How far confidence lies from the share that is right, averaged over texts in bins of confidence."""
    best, meant = torch.softmax(logits, 1).max(1)
    right, at = (meant == meanings).float(), (best * bins).long().clamp(max=bins - 1)
    gaps = [((best[at == n].sum() - right[at == n].sum()).abs()).item() for n in range(bins)]
    return sum(gaps) / len(best)


def calibrated(encoder: NgramEncoder, seed: int = 10_007, size: int = 6000) -> tuple[NgramEncoder, dict[str, float]]:
    """The encoder with its temperature folded into the last layer, the threshold, and its rates on as many other wordings."""
    texts, meant = text_batch(size, random.Random(seed))
    heat = temperature(logits_of(encoder, texts), torch.tensor(meant))
    with torch.no_grad():
        encoder.classify.weight.div_(heat)
        encoder.classify.bias.div_(heat)
    threshold = choose_threshold(logits_of(encoder, texts), torch.tensor(meant))
    texts, meant = text_batch(size, random.Random(seed + 1))
    logits, meanings = logits_of(encoder, texts), torch.tensor(meant)
    found = rates(logits, meanings, threshold)
    return encoder, {"temperature": heat, "threshold": threshold, "error": calibration_error(logits, meanings), **found}


def run(given: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    checkpoint = given.out / "checkpoint.pt"
    encoder, averaged = NgramEncoder(NONE), NgramEncoder(NONE)
    averaged.load_state_dict(encoder.state_dict())
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=given.lr, weight_decay=0.01)
    step, recent, began = 0, [], time.process_time()
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        encoder.load_state_dict(state["model"])
        averaged.load_state_dict(state["ema"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    watched, watched_meant = text_batch(2000, random.Random(9_001))
    pool = Pool(random.Random(given.seed + step))
    pool.add(10_000)
    while step < given.steps:
        if step % FRESH_EVERY == 0:
            pool.add(FRESH)
        rate = given.lr * min(1.0, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / given.steps)) + 1e-6
        for group in optimiser.param_groups:
            group["lr"] = rate
        tokens, meanings = pool.draw()
        loss = F.cross_entropy(encoder(tokens), meanings)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            decay = min(EMA, (step + 1) / (step + 10))
            for slow, fast in zip(averaged.parameters(), encoder.parameters(), strict=True):
                slow.lerp_(fast, 1 - decay)
        step += 1
        recent.append(loss.item())
        if step % 100 == 0 or step == given.steps:
            found = rates(logits_of(averaged, watched), torch.tensor(watched_meant), THRESHOLD)
            shown = " ".join(f"{name} {value:.4f}" for name, value in found.items())
            minutes = (time.process_time() - began) / 60
            print(f"step {step} {minutes:.1f} min loss {sum(recent) / len(recent):.4f} {shown}", flush=True)
            recent = []
            state = {"model": encoder.state_dict(), "ema": averaged.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save({**state, "step": step}, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    final, facts = calibrated(averaged)
    torch.save({"text": final.state_dict(), "facts": facts}, given.out / "text-encoder.pt")
    print(facts, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2200)
    parser.add_argument("--lr", type=float, default=4e-3)
    parser.add_argument("--seed", type=int, default=0)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
