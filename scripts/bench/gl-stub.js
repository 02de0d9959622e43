/** Goes into the page before its own scripts: WebGL2 draws and uploads nothing, as if the GPU took no time at all. */
(() => {
  const NOTHING = [
    'drawArrays',
    'drawArraysInstanced',
    'drawElements',
    'drawElementsInstanced',
    'drawRangeElements',
    'texImage2D',
    'texImage3D',
    'texSubImage2D',
    'texSubImage3D',
    'texStorage2D',
    'texStorage3D',
    'copyTexSubImage2D',
    'copyTexSubImage3D',
    'generateMipmap',
    'bufferData',
    'bufferSubData',
    'clear',
    'blitFramebuffer',
    'readPixels',
    'finish',
    'flush',
  ];
  for (const name of NOTHING) WebGL2RenderingContext.prototype[name] = () => undefined;
  WebGL2RenderingContext.prototype.checkFramebufferStatus = () => WebGL2RenderingContext.FRAMEBUFFER_COMPLETE;
})();
