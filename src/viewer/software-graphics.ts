/** Whether a WebGL renderer of that name runs on the processor, where drawing the scan in 3D takes seconds. */
export function isSoftwareRenderer(name: string): boolean {
  return /swiftshader|llvmpipe|softpipe|basic render|software/i.test(name);
}
