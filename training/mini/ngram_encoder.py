"""Reads a prompt: which of the structures it names, or none. Its runs of one to five bytes, each by its hash, tell.

A slip of the keyboard changes a few of a name's runs and leaves the others, so a name is known again with slips in it,
and a word that only resembles one has runs that no name has.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

MAX_TOKENS = 96
ORDERS = (1, 2, 3, 4, 5)
BUCKETS = 12_288
# Sums of up to five tokens (0..256) times these stay below 2^24, where float32 still counts exactly.
FACTORS = ((41,), (41, 4_127), (41, 4_127, 8_543), (41, 4_127, 8_543, 5_323), (41, 4_127, 8_543, 5_323, 7_001))
SALT = 1_987


class NgramEncoder(nn.Module):
    """UTF-8 bytes + 1, zero-padded (P, T) int32 -> logits over the structures and 'none' (P, S + 1).

    How far a text is padded changes nothing.
    """

    def __init__(self, structures: int, width: int = 64):
        super().__init__()
        self.table = nn.Embedding(BUCKETS, width)
        nn.init.normal_(self.table.weight, std=0.3)
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Conv1d(width, 2 * width, 3, padding=1)
        self.hidden = nn.Linear(4 * width, 2 * width)
        self.classify = nn.Linear(2 * width, structures + 1)

    def forward(self, tokens: Tensor) -> Tensor:
        bytes_ = F.pad(tokens.float(), (1, 1))  # (P, T + 2): a zero on both sides marks the ends
        length = bytes_.shape[1]
        present = torch.cat([torch.ones_like(bytes_[:, :1]), bytes_[:, 1:].clamp(max=1)], 1).unsqueeze(-1)
        wide = F.pad(bytes_, (0, len(ORDERS)))
        x = sum(self.table(self.buckets(wide, order, length)) for order in ORDERS) * present
        x = self.norm(x) * present
        x = F.gelu(self.mix(x.transpose(1, 2)).transpose(1, 2)) * present  # (P, T + 2, 2E)
        mean = x.sum(1) / present.sum(1)
        largest = (x - (1 - present) * 1e4).amax(1)
        return self.classify(F.gelu(self.hidden(torch.cat([mean, largest], 1))))

    @staticmethod
    def buckets(wide: Tensor, order: int, length: int) -> Tensor:
        """The table's row for the run of `order` bytes that begins at each place, (P, length)."""
        total = sum(wide[:, k : k + length] * factor for k, factor in enumerate(FACTORS[order - 1])) + SALT * order
        return (total - torch.floor(total / BUCKETS) * BUCKETS).to(torch.int32)
