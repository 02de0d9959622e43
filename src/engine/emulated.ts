/** How adapters are called that compute on the CPU; not all of them say so themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

/** Whether a GPU of this name is one that the processor emulates. */
export function isEmulated(name: string): boolean {
  return SOFTWARE.test(name);
}
