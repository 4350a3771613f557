"""The language model: a MiniLM encoder with one head per layer of analysis, one forward pass a sentence.

Heads: part of speech, features, lemma script, dependency (deep biaffine, Dozat & Manning 2017), entities, predicates
and their semantic roles (additive predicate-word scorer over the predicates found). `Exported` is the graph that ships.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder and of each head's label set."""

    upos: int
    features: int
    scripts: int
    relations: int
    entities: int
    roles: int
    events: int
    modes: int
    statuses: int
    sides: int
    places: int
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    arc: int = 320
    relation: int = 128
    role: int = 256
    side: int = 128
    near: int = 128

    def asdict(self) -> dict[str, int]:
        """Plain values, for the checkpoint."""
        return asdict(self)


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a sentence (Gal & Ghahramani 2016); much cheaper on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """x: ... x T x size; the mask is the same along T."""
        if not self.training or self.rate == 0:
            return x
        shape = (*x.shape[:-2], 1, x.shape[-1]) if x.dim() > 2 else x.shape
        mask = (torch.rand(shape) >= self.rate).to(x.dtype) / (1 - self.rate)
        return x * mask


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT (Devlin et al. 2019)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        w = shape.width
        self.heads = shape.heads
        self.query, self.key, self.value, self.output = (nn.Linear(w, w) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(w, eps=1e-12), nn.LayerNorm(w, eps=1e-12)
        self.inner, self.outer = nn.Linear(w, shape.inner), nn.Linear(shape.inner, w)
        self.dropout = SharedDropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: B x T x width; bias: B x 1 x 1 x T, very negative on padding."""
        b, t, w = x.shape
        size = w // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, self.heads, size).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / math.sqrt(size) + bias
        mixed = scores.softmax(-1) @ split(self.value(x))
        x = self.norm1(x + self.dropout(self.output(mixed.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and their letter case to the states of every layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.kinds = nn.Parameter(torch.zeros(shape.width))
        self.cases = nn.Embedding(6, shape.width)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = SharedDropout(0.1)
        self.stack = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, pieces: Tensor, cases: Tensor) -> list[Tensor]:
        """pieces, cases: B x T -> layers + 1 tensors of B x T x width."""
        places = self.places.weight[: pieces.shape[1]].unsqueeze(0)
        x = self.dropout(self.norm(self.words(pieces) + places + self.kinds + self.cases(cases)))
        bias = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        states = [x]
        for layer in self.stack:
            x = layer(x, bias)
            states.append(x)
        return states

    def load_minilm(self, weights: dict[str, Tensor]) -> None:
        """Take over the weights of all-MiniLM-L6-v2 (BERT's names)."""
        w = {k.removeprefix("bert."): v.float() for k, v in weights.items()}
        copy = {"words.weight": "embeddings.word_embeddings.weight",
                "places.weight": "embeddings.position_embeddings.weight",
                "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias"}  # fmt: skip
        parts = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "norm1": "attention.output.LayerNorm",
                 "inner": "intermediate.dense", "outer": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
        for i in range(len(self.stack)):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    copy[f"stack.{i}.{ours}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
        state = self.state_dict()
        for ours, theirs in copy.items():
            state[ours].copy_(w[theirs])
        state["kinds"].copy_(w["embeddings.token_type_embeddings.weight"][0])


def mlp(width: int, size: int, dropout: float) -> nn.Sequential:
    """Linear, GELU, dropout."""
    return nn.Sequential(nn.Linear(width, size), nn.GELU(), SharedDropout(dropout))


class Parser(nn.Module):
    """Deep biaffine scores of heads and relations; head 0 is the root."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        w = shape.width
        self.root = nn.Parameter(torch.randn(w) * 0.02)
        self.arc_word, self.arc_head = mlp(w, shape.arc, 0.3), mlp(w, shape.arc, 0.3)
        self.rel_word, self.rel_head = mlp(w, shape.relation, 0.3), mlp(w, shape.relation, 0.3)
        self.arc = nn.Linear(shape.arc + 1, shape.arc, bias=False)
        nn.init.normal_(self.arc.weight, std=0.02)
        self.rel = nn.Parameter(torch.randn(shape.relations, shape.relation + 1, shape.relation + 1) * 0.02)

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Words (and root) as dependents and heads, for arcs and for relations."""
        b = x.shape[0]
        with_root = torch.cat([self.root.expand(b, 1, -1), x], 1)
        return self.arc_word(x), self.arc_head(with_root), self.rel_word(x), self.rel_head(with_root)

    def arcs(self, word: Tensor, head: Tensor, valid: Tensor) -> Tensor:
        """B x W x (W+1) scores; valid: B x W."""
        ones = torch.ones_like(word[..., :1])
        scores = self.arc(torch.cat([word, ones], -1)) @ head.transpose(1, 2)
        mask = torch.cat([torch.ones_like(valid[:, :1]), valid], 1)
        return scores.masked_fill(~mask[:, None, :], -1e4)

    def labels(self, word: Tensor, head: Tensor) -> Tensor:
        """Relation scores of given pairs: ... x relation sizes -> ... x R."""
        w = torch.cat([word, torch.ones_like(word[..., :1])], -1)
        h = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        r, size, _ = self.rel.shape
        mixed = (w @ self.rel.permute(1, 0, 2).reshape(size, r * size)).view(*w.shape[:-1], r, size)
        return (mixed @ h.unsqueeze(-1)).squeeze(-1)


class Roles(nn.Module):
    """Scores of BIO role labels of every word for each predicate: pairs of predicate and word with their distance and
    their path in the predicted tree, then one small attention layer in which the words of a sentence see each other
    in the light of the predicate."""

    REACH = 24
    HEADS = 4
    UP = 3  # how far the path may climb from the predicate
    DOWN = 7  # and come down again to the word
    DROPPED = 0.15  # training sentences that do without the tree, which is too good there

    def __init__(self, shape: Shape, *, labels: int, size: int) -> None:
        super().__init__()
        self.predicate, self.word = nn.Linear(shape.width, size), nn.Linear(shape.width, size)
        self.distance = nn.Embedding(2 * self.REACH + 1, size)
        self.path = nn.Embedding(self.UP * (shape.relations + 1) + 1, size)
        self.own = nn.Embedding(shape.relations, size)
        self.each = nn.Embedding(shape.relations, size)
        for embedding in (self.path, self.own, self.each):
            nn.init.normal_(embedding.weight, std=0.02)
        self.relations = shape.relations
        self.norm = nn.LayerNorm(size)
        self.mixed = nn.Linear(size, 3 * size)
        self.joined = nn.Linear(size, size)
        self.norm_mixed = nn.LayerNorm(size)
        self.near = nn.Linear(3 * size, size)
        self.dropout = SharedDropout(0.2)
        self.out = nn.Linear(size, labels)

    def forward(
        self, x: Tensor, rows: Tensor, columns: Tensor, valid: Tensor, heads: Tensor, relations: Tensor
    ) -> Tensor:
        """x: B x W x width; predicate n is word columns[n] of sentence rows[n]; valid: B x W; heads (0 is the root)
        and relations: B x W -> N x W x labels."""
        positions = torch.arange(x.shape[1], device=x.device)
        away = (positions[None, :] - columns[:, None]).clamp(-self.REACH, self.REACH) + self.REACH
        pair = self.predicate(x[rows, columns]).unsqueeze(1) + self.word(x)[rows] + self.distance(away)
        kind = self._paths(heads[rows], relations[rows], columns)
        syntax = self.path(kind) + self.own(relations[rows, columns]).unsqueeze(1) + self.each(relations)[rows]
        if self.training:
            syntax = syntax * (torch.rand(len(syntax), 1, 1) >= self.DROPPED).to(syntax.dtype)
        h = self.dropout(F.gelu(self.norm(pair + syntax)))
        h = self.norm_mixed(h + self._attend(h, valid[rows]))
        return self.out(self.dropout(h + F.gelu(self.near(around(h)))))

    def _paths(self, heads: Tensor, relations: Tensor, columns: Tensor) -> Tensor:
        """N x W kinds of path: how far up from the predicate the word's branch joins, and by which relation; 0: none.

        The ancestor itself has the relation 0, its branches 1 + the relation of the branch's top.
        """
        n, w = heads.shape
        positions = torch.arange(1, w + 1, device=heads.device).unsqueeze(0).expand(n, w)
        kind = torch.zeros_like(heads)
        ancestor = columns + 1
        for up in range(self.UP):
            node, base = positions, 1 + up * (self.relations + 1)
            target = ancestor.unsqueeze(1)
            found = torch.where(positions == target, torch.full_like(heads, base), torch.zeros_like(heads))
            for _ in range(self.DOWN):
                above = heads.gather(1, node - 1)
                joins = (above == target) & (found == 0) & (target > 0)
                found = torch.where(joins, base + 1 + relations.gather(1, node - 1), found)
                node = torch.where(above > 0, above, node)
            kind = torch.where(kind == 0, found, kind)
            parent = heads.gather(1, (ancestor - 1).clamp(min=0).unsqueeze(1)).squeeze(1)
            ancestor = torch.where(ancestor > 0, parent, ancestor)
        return kind

    def _attend(self, h: Tensor, valid: Tensor) -> Tensor:
        """Multi-head attention over the words of each predicate's sentence: N x W x size."""
        n, w, size = h.shape
        parts = self.mixed(h).view(n, w, 3, self.HEADS, size // self.HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        bias = (~valid).to(h.dtype)[:, None, None, :] * -1e4
        scores = query @ key.transpose(2, 3) / math.sqrt(size // self.HEADS) + bias
        return self.joined((scores.softmax(-1) @ value).transpose(1, 2).reshape(n, w, size))


class Neighbours(nn.Module):
    """What stands over and under each word in the predicted tree: one step of messages along its relations."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.below, self.above = nn.Linear(shape.width, shape.near), nn.Linear(shape.width, shape.near)
        self.kind, self.own = nn.Embedding(shape.relations, shape.near), nn.Embedding(shape.relations, shape.near)
        self.out = nn.Linear(2 * shape.near, shape.width)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor, heads: Tensor, relations: Tensor) -> Tensor:
        """x: B x W x width; heads (0 is the root) and relations: B x W -> B x W x width."""
        kids = F.gelu(self.below(x) + self.kind(relations))
        positions = torch.arange(1, x.shape[1] + 1, device=x.device)
        under = (heads.unsqueeze(1) == positions[None, :, None]).to(x.dtype)
        kids = under @ kids / (under.sum(-1, keepdim=True) + 0.5)
        at = (heads - 1).clamp(min=0).unsqueeze(-1).expand(-1, -1, x.shape[-1])
        over = F.gelu(self.above(x.gather(1, at)) + self.own(relations)) * (heads > 0).unsqueeze(-1).to(x.dtype)
        return self.out(torch.cat([kids, over], -1))


class Events(nn.Module):
    """What each word tells as a trigger: event type or none, mode, status, negation, whether it is long past, and as
    any predicate how far it happened; each word seen with its neighbours in the text and in the tree."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mixed = mlp(3 * shape.width, shape.width, 0.2)
        self.tree = Neighbours(shape)
        self.types = nn.Linear(shape.width, shape.events)
        self.modes = nn.Linear(shape.width, shape.modes)
        self.statuses = nn.Linear(shape.width, shape.statuses)
        self.negated, self.historical, self.happened = (nn.Linear(shape.width, 1) for _ in range(3))

    def forward(self, x: Tensor, heads: Tensor, relations: Tensor) -> tuple[Tensor, ...]:
        """x: B x W x width -> scores of types, modes, statuses (B x W x labels), of negation and of being long past,
        and factuality (B x W each)."""
        linear, gelu, dropout = self.mixed
        h = dropout(gelu(linear(around(x)) + self.tree(x, heads, relations)))
        alone = (head(h).squeeze(-1) for head in (self.negated, self.historical, self.happened))
        return self.types(h), self.modes(h), self.statuses(h), *alone


def around(x: Tensor) -> Tensor:
    """B x W x size -> B x W x 3 size: each word between its neighbours."""
    edge = torch.zeros_like(x[:, :1])
    return torch.cat([torch.cat([edge, x[:, :-1]], 1), x, torch.cat([x[:, 1:], edge], 1)], -1)


class Model(nn.Module):
    """Encoder and heads. Each head reads its own mix of the layers (scalar mix, Peters et al. 2018)."""

    HEADS = ("tags", "syntax", "entities", "roles", "events")

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        start = torch.zeros(len(self.HEADS), shape.layers + 1)
        start[:, -1] = 2.0
        self.mix = nn.Parameter(start)
        self.dropout = SharedDropout(0.25)
        self.upos = nn.Linear(shape.width, shape.upos)
        self.features = nn.Linear(shape.width, shape.features)
        self.scripts = nn.Linear(shape.width, shape.scripts)
        self.parser = Parser(shape)
        self.names = nn.Sequential(mlp(3 * shape.width, shape.width, 0.2), nn.Linear(shape.width, shape.entities))
        self.is_predicate = nn.Linear(shape.width, 1)
        self.roles = Roles(shape, labels=shape.roles, size=shape.role)
        self.events = Events(shape)
        self.sides = Roles(shape, labels=shape.sides + shape.places, size=shape.side)

    def read(self, pieces: Tensor, cases: Tensor, firsts: Tensor) -> list[Tensor]:
        """Word states for each head: B x W x width."""
        states = self.encoder(pieces, cases)
        index = firsts.unsqueeze(-1).expand(-1, -1, self.shape.width)
        words = torch.stack([s.gather(1, index) for s in states])
        weights = self.mix.softmax(-1).to(words.dtype)
        mixed = torch.einsum("hl,lbwd->hbwd", weights, words)
        return [self.dropout(mixed[i]) for i in range(len(self.HEADS))]

    def entity_scores(self, x: Tensor) -> Tensor:
        """B x W x entity labels, each word seen with its neighbours."""
        return self.names(around(x))


class Exported(nn.Module):
    """The shipped graph: arrays in, labels and scores out."""

    INPUTS = ("pieces", "cases", "firsts", "lengths", "forced")
    OUTPUTS = ("upos", "features", "scripts", "arcs", "relations", "rel_words", "rel_heads",
               "entities", "predicates", "rows", "columns", "roles",
               "events", "modes", "statuses", "negated", "historical", "happened",
               "side_rows", "side_columns", "sides")  # fmt: skip
    LIKELY = 0.1  # sides are read of predicates, and of words that tell an event with at least this probability

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, cases: Tensor, firsts: Tensor, lengths: Tensor, forced: Tensor):
        """`forced` (B x W) is added to the predicate scores: 0 decides freely, +-1e4 gives or bars a predicate."""
        m = self.model
        tags, syntax, names, roles, acts = m.read(pieces, cases, firsts)
        positions = torch.arange(firsts.shape[1])
        valid = positions[None, :] < lengths[:, None]
        arc_word, arc_head, rel_word, rel_head = m.parser.project(syntax)
        arcs = m.parser.arcs(arc_word, arc_head, valid)
        best = arcs.argmax(-1)
        chosen = rel_head.gather(1, best.unsqueeze(-1).expand(-1, -1, rel_head.shape[-1]))
        relations = m.parser.labels(rel_word, chosen).argmax(-1)
        heads = best * valid
        natural = m.is_predicate(roles).squeeze(-1)
        found = ((natural + forced > 0) & valid).nonzero()
        rows, columns = found[:, 0], found[:, 1]
        types, modes, statuses, negated, historical, happened = m.events(acts, heads, relations)
        told = ((types.softmax(-1)[..., 0] < 1 - self.LIKELY) | (natural + forced > 0)) & valid
        told = told | (forced[:, :1] * 0 + 1 > positions)  # the first word always: an empty batch cannot be quantised
        pairs = told.nonzero()
        sides = m.sides(acts, pairs[:, 0], pairs[:, 1], valid, heads, relations)
        return (m.upos(tags).argmax(-1), m.features(tags).argmax(-1), m.scripts(tags).argmax(-1), arcs, relations,
                rel_word, rel_head, m.entity_scores(names), natural, rows, columns,
                m.roles(roles, rows, columns, valid, heads, relations),
                types, modes, statuses, negated, historical, happened,
                pairs[:, 0], pairs[:, 1], sides)  # fmt: skip
