"""BoltzFormer prompt decoder, as the publication reads: queries meet text, look at the image, and become masks."""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .boltzmann import draw_blocked, opened
from .config import LEVELS, Config
from .layers import CrossAttentionLayer, FeedForwardLayer, Linear, SelfAttentionLayer
from .pixel_decoder import PixelFeatures
from .positions import placed
from .text_encoder import LanguageEncoder


class State(NamedTuple):
    """What one decoder layer hands to the next, for P prompts of T tokens."""

    queries: Tensor  # (P, Q, C)
    text: Tensor  # (P, T, C)
    existence: Tensor  # (P, 1, C)
    combined: Tensor  # (P, Q + T, C) queries and text behind self-attention, before the queries' feed-forward
    position: Tensor  # (P, Q + T, C) the queries' codes and the text as it came in; never changes


class Masks(NamedTuple):
    """What one slice yields for P prompts, at a quarter of the image's size."""

    mask: Tensor  # (P, H/4, W/4) logits
    edge: Tensor  # (P, H/4, W/4) logits of the outline
    existence: Tensor  # (P,) logit: is the structure in this slice


class MaskEmbed(nn.Module):
    """queries (P, Q, C) -> (P, Q, C), to be multiplied with the mask features."""

    def __init__(self, width: int):
        super().__init__()
        self.layers = nn.ModuleList([Linear(width, width) for _ in range(3)])

    def forward(self, x: Tensor) -> Tensor:
        return self.layers[2](F.relu(self.layers[1](F.relu(self.layers[0](x)))))


class Predictor(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        width, heads, hidden, count = config.width, config.heads, config.hidden, config.decoder_layers
        self.class_embed = nn.Parameter(torch.empty(config.classes, width))  # in the checkpoint; unused
        self.language_encoder = LanguageEncoder(config)
        self.transformer_self_attention_layers = nn.ModuleList([SelfAttentionLayer(width, heads) for _ in range(count)])
        self.transformer_cross_attention_layers = nn.ModuleList([CrossAttentionLayer(width, heads) for _ in range(count)])
        self.transformer_ffn_layers = nn.ModuleList([FeedForwardLayer(width, hidden) for _ in range(count)])
        self.classifier_cross_attention_layers = nn.ModuleList([CrossAttentionLayer(width, heads) for _ in range(count)])
        self.classifier_ffn_layers = nn.ModuleList([FeedForwardLayer(width, hidden) for _ in range(count)])
        self.classifier = Linear(width, 1)
        self.initial_self_attention_layer = SelfAttentionLayer(width, heads)
        self.initial_ffn_layer = FeedForwardLayer(width, hidden)
        self.decoder_norm = nn.LayerNorm(width)
        self.query_feat_ = nn.Embedding(config.queries, width)
        self.query_embed_ = nn.Embedding(config.queries, width)
        self.classifier_query = nn.Embedding(1, width)
        self.level_embed = nn.Embedding(LEVELS, width)
        self.mask_embed = MaskEmbed(width)

    def memory(self, layer: int, level: Tensor) -> tuple[Tensor, Tensor]:
        """Pixel features (B, C, h, w) of the level that `layer` looks at -> keys, values (B, heads, h·w, C/heads)."""
        source = level.flatten(2).transpose(1, 2) + self.level_embed.weight[layer % LEVELS]
        return self.transformer_cross_attention_layers[layer].memory(placed(source, *level.shape[2:]), source)

    def parted(self, combined: Tensor) -> tuple[Tensor, Tensor]:
        """(P, Q + T, C) -> queries (P, Q, C), text (P, T, C)."""
        return combined[:, : self.config.queries], combined[:, self.config.queries :]

    def start(self, text: Tensor) -> State:
        """Text embeddings (P, T, C) -> the state before layer 0."""
        prompts = text.shape[0]
        queries = self.query_feat_.weight.repeat(prompts, 1, 1)
        position = torch.cat([self.query_embed_.weight.repeat(prompts, 1, 1), text], 1)
        combined = self.initial_self_attention_layer(torch.cat([queries, text], 1), position)
        queries, text = self.parted(combined)
        existence = self.classifier_query.weight.repeat(prompts, 1, 1)
        return State(self.initial_ffn_layer(queries), text, existence, combined, position)

    def step(self, layer: int, state: State, keys: Tensor, values: Tensor, bias: Tensor) -> State:
        """One decoder layer; `bias` (P, heads, Q, h·w) is added to the attention scores and closes blocked pixels."""
        look = self.transformer_cross_attention_layers[layer]
        queries = look(state.queries, self.query_embed_.weight, keys, values, bias)
        mixed = torch.cat([queries, state.text], 1)
        combined = self.transformer_self_attention_layers[layer](mixed, state.position)
        queries, text = self.parted(combined)
        queries = self.transformer_ffn_layers[layer](queries)
        judge = self.classifier_cross_attention_layers[layer]
        existence = judge(state.existence, 0.0, *judge.memory(combined + state.position, combined))
        existence = self.classifier_ffn_layers[layer](existence)
        return State(queries, text, existence, combined, state.position)

    def embed(self, queries: Tensor) -> Tensor:
        """(P, Q, C) -> mask embeddings (P, Q, C)."""
        return self.mask_embed(self.decoder_norm(queries))

    def logits(self, queries: Tensor, mask_features: Tensor) -> Tensor:
        """(P, Q, C), (1, C, H/4, W/4) -> (P, Q, H/4, W/4)."""
        return torch.einsum("pqc,chw->pqhw", self.embed(queries), mask_features[0])

    def blocked(self, layer: int, logits: Tensor, size: tuple[int, int], noise: Tensor) -> Tensor:
        """logits (P, Q, H/4, W/4), noise (P, heads, Q, h·w) -> bool (P, heads, Q, h·w), rows all blocked not yet opened."""
        scores = F.interpolate(logits, size, mode="bilinear", align_corners=False).flatten(2)
        return draw_blocked(scores, noise, layer)

    def forward(self, features: PixelFeatures, text: Tensor, noise: list[Tensor]) -> Masks:
        """Features of one slice, text (P, T, C), noise in [0, 1) per layer (P, heads, Q, h·w) -> `Masks`."""
        state = self.start(text)
        for layer in range(self.config.decoder_layers):
            level = features.levels[layer % LEVELS]
            logits = self.logits(state.queries, features.mask_features)
            blocked = opened(self.blocked(layer, logits, level.shape[2:], noise[layer]))
            bias = torch.zeros(blocked.shape).masked_fill(blocked, float("-inf"))
            state = self.step(layer, state, *self.memory(layer, level), bias)
        logits = self.logits(state.queries, features.mask_features)
        voters = self.config.mask_queries
        return Masks(logits[:, :voters].mean(1), logits[:, voters:].mean(1), self.classifier(state.existence)[:, 0, 0])
