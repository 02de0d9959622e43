/**
 * An ONNX graph that gives its one number back: y = Identity(x), float32 of shape (1), opset 13, which every runtime opens. What
 * fails with it is the runtime's fault.
 */
export const IDENTITY_GRAPH = Uint8Array.from(
  atob('CAg6NwoQCgF4EgF5IghJZGVudGl0eRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAN'),
  (character) => character.charCodeAt(0),
);
