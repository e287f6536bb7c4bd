"""Writes graphs to ONNX and stores their large weights in half precision."""
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 2048


def export(module, inputs, path, input_names, output_names):
    path.parent.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "batch"} for name in input_names + output_names}
    torch.onnx.export(
        module.eval(), inputs, str(path), input_names=input_names, output_names=output_names,
        dynamic_axes=axes, opset_version=16, do_constant_folding=True)


def halve_weights(path):
    """Large float32 weights become float16 with a cast behind them; the runtime unfolds them once, at load."""
    model = onnx.load(str(path))
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        if values.size < SMALLEST:
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
        casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT, name=f"{name}_unfold"))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
