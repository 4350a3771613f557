"""Makes what ships from a training run: the int8 network, its labels and the relation weights.

python training/export.py --run runs/base --out src/tocsin/data/model [--fp32 runs/base/fp32]
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import Exported, Model, Shape

OPSET = 17


def load(run: Path) -> Model:
    """The averaged weights of a run, in eval mode."""
    saved = torch.load(run / "checkpoint.pt", weights_only=False, map_location="cpu")
    model = Model(Shape(**saved["shape"]))
    model.load_state_dict(saved["average"])
    return model.eval()


def export_fp32(model: Model, path: Path) -> None:
    """Trace the graph with every size left free."""
    pieces = torch.tensor([[101, 2000, 3000, 4000, 102], [101, 2000, 102, 0, 0]])
    firsts = torch.tensor([[1, 2, 3], [1, 0, 0]])
    inputs = (pieces, torch.zeros_like(pieces), firsts, torch.tensor([3, 1]), torch.full((2, 3), 1e4))
    axes = {"pieces": {0: "b", 1: "t"}, "cases": {0: "b", 1: "t"}, "firsts": {0: "b", 1: "w"},
            "lengths": {0: "b"}, "forced": {0: "b", 1: "w"}, "rows": {0: "n"}, "columns": {0: "n"},
            "roles": {0: "n", 1: "w"},
            "side_rows": {0: "s"}, "side_columns": {0: "s"}, "sides": {0: "s", 1: "w"}}  # fmt: skip
    for name in Exported.OUTPUTS:
        axes.setdefault(name, {0: "b", 1: "w"})
    axes["arcs"] = {0: "b", 1: "w", 2: "w1"}
    axes["rel_heads"] = {0: "b", 1: "w1"}
    torch.onnx.export(Exported(model), inputs, str(path), input_names=list(Exported.INPUTS),
                      output_names=list(Exported.OUTPUTS), dynamic_axes=axes, opset_version=OPSET,
                      dynamo=False)  # fmt: skip


def main() -> None:
    """Export, quantise, copy labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", type=Path, help="also keep the fp32 network and its side files here")
    args = parser.parse_args()
    model = load(args.run)
    args.out.mkdir(parents=True, exist_ok=True)
    plain = args.run / "fp32.onnx"
    with torch.no_grad():
        export_fp32(model, plain)
    # Unsigned: sums with signed weights overflow where a processor lacks VNNI, and the file would read differently.
    quantize_dynamic(plain, args.out / "tocsin.onnx", weight_type=QuantType.QUInt8, per_channel=True,
                     op_types_to_quantize=["MatMul", "Gather"],
                     extra_options={"MatMulConstBOnly": True})  # fmt: skip
    for folder in [args.out, *([args.fp32] if args.fp32 else [])]:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(args.run / "labels.json", folder / "labels.json")
        np.save(folder / "relations.npy", model.parser.rel.detach().numpy().astype(np.float32))
    if args.fp32:
        shutil.copy(plain, args.fp32 / "tocsin.onnx")
        for name in ("vocab.txt", "lemmas.json"):
            shutil.copy(Path(__file__).parents[1] / "src/tocsin/data/model" / name, args.fp32 / name)
    onnx.checker.check_model(str(args.out / "tocsin.onnx"))
    print(json.dumps({"int8_mb": round((args.out / "tocsin.onnx").stat().st_size / 1e6, 1)}))


if __name__ == "__main__":
    main()
