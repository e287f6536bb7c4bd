// Writes small ONNX graphs: values, weights and nodes in words, the same bytes every time.

import proto, { type onnx as Onnx } from 'onnx-proto'

const { onnx } = proto

export interface Parts {
  inputs: Onnx.IValueInfoProto[]
  outputs: Onnx.IValueInfoProto[]
  weights: Onnx.ITensorProto[]
  nodes: Onnx.INodeProto[]
}

export function graph({ inputs, outputs, weights, nodes }: Parts): Uint8Array {
  const model = onnx.ModelProto.create({
    irVersion: 8,
    producerName: 'gesso',
    graph: { name: 'tiny', input: inputs, output: outputs, initializer: weights, node: nodes },
    opsetImport: [{ domain: '', version: 16 }],
  })
  return onnx.ModelProto.encode(model).finish()
}

/** What a Cast node's `to` says for numbers with a fraction. */
export const toReal = onnx.TensorProto.DataType.FLOAT
/** And for whole ones. */
export const toWhole = onnx.TensorProto.DataType.INT64

export const real = (name: string, dims: Array<string | number>) => value(name, dims, onnx.TensorProto.DataType.FLOAT)
export const half = (name: string, dims: Array<string | number>) => value(name, dims, onnx.TensorProto.DataType.FLOAT16)
export const whole = (name: string, dims: Array<string | number>) => value(name, dims, onnx.TensorProto.DataType.INT64)

export function value(name: string, dims: Array<string | number>, elemType: number): Onnx.IValueInfoProto {
  const dim = dims.map((one) => (typeof one === 'string' ? { dimParam: one } : { dimValue: one }))
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

export function weight(name: string, dims: number[], data: Float32Array | BigInt64Array): Onnx.ITensorProto {
  const { FLOAT, INT64 } = onnx.TensorProto.DataType
  return { name, dims, dataType: data instanceof Float32Array ? FLOAT : INT64, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

export function node(opType: string, input: string[], output: string, attributes: Record<string, number | number[]> = {}): Onnx.INodeProto {
  const { INT, INTS } = onnx.AttributeProto.AttributeType
  const attribute = Object.entries(attributes).map(([name, one]) => (Array.isArray(one) ? { name, type: INTS, ints: one } : { name, type: INT, i: one }))
  return { name: `${opType.toLowerCase()}-${output}`, opType, input, output: [output], attribute }
}
