"""Reads the weights of a shipped int8 network back, so that training can go on from what the repository carries.

Each quantised matrix is dequantised (int8 times its per-column scale); what was rounded away is a fraction of a per
cent and is made up for within the first batches.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

MIX = "mix"
BILINEAR = "parser.rel"
PLACES = {"arc_word": "parser", "arc_head": "parser", "rel_word": "parser", "rel_head": "parser", "arc": "parser"}


def weights(folder: Path) -> dict[str, Tensor]:
    """Parameter name -> value, as `Model.state_dict` names them, for every parameter found in the graph."""
    graph = onnx.load(folder / "tocsin.onnx").graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    plain = (n for n in arrays if n.startswith("model.") and not n.endswith(("_quantized", "_scale", "_zero_point")))
    found = {n.removeprefix("model."): arrays[n] for n in plain}
    for node in graph.node:
        for source in node.input:
            if source.endswith("_quantized") and source in arrays:
                found.update(_matrix(node, source.removesuffix("_quantized"), arrays))
    einsum = next(a for n, a in arrays.items() if n.startswith("onnx::Einsum"))
    found[MIX] = np.log(einsum)
    found[BILINEAR] = np.load(folder / "relations.npy")
    return {k: torch.from_numpy(np.array(v, dtype=np.float32)) for k, v in found.items()}


def _matrix(node: onnx.NodeProto, base: str, arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """One quantised weight under the parameter's own name; empty for what only the graph has."""
    whole, zero = (arrays[f"{base}_{part}"].astype(np.float32) for part in ("quantized", "zero_point"))
    value = (whole - zero) * arrays[f"{base}_scale"]
    if node.op_type == "Gather":
        return {base.removeprefix("model."): value}
    path = node.name.removesuffix("_quant").rsplit("/", 1)[0].strip("/").split("/")
    if not path[0]:
        return {}
    modules = [PLACES[path[0]]] if path[0] in PLACES else []
    for part in path:
        if modules and modules[-1].split(".")[0] == part.split(".")[0]:
            modules.pop()  # `names/names.0/names.0.0` is one module
        modules.append(part)
    return {f"{'.'.join(modules)}.weight": value.T}
