/**
 * How a slice is drawn: the scan, over it each object's fill, and the edge of each object at full strength, so that the
 * picture under it stays readable and the border exact. The edge is as wide on the screen whatever the zoom. The object that
 * is emphasised has a wider edge and a light line round it.
 *
 * NiiVue gives the uniforms by these names, and `texPos`, the place in the scan (0..1 along each stored axis, as drawn).
 * `colormap` has the table of object colours in its last row, with the fill's opacity; `emphasis` is ours: a label, or -1.
 */
export const SLICE_SHADER = `#version 300 es
precision highp int;
precision highp float;
uniform highp sampler3D volume;
uniform highp sampler3D drawing;
uniform highp sampler2D colormap;
uniform float opacity;
uniform float drawOpacity;
uniform float emphasis;
in vec3 texPos;
out vec4 color;

vec4 look(float label) {
  float rows = float(textureSize(colormap, 0).y);
  return texture(colormap, vec2((label + 0.5) / 256.0, (rows - 0.5) / rows));
}

float labelAt(vec3 place) {
  return floor(texture(drawing, place).r * 255.0 + 0.5);
}

/** Whether so near, to the right and up, there is a label that is (or is not) \`label\`. */
bool near(float label, bool isSame, vec3 right, vec3 up) {
  for (int n = 0; n < 8; n++) {
    float turn = float(n) * 0.7853981634;
    if ((labelAt(texPos + cos(turn) * right + sin(turn) * up) == label) == isSame) return true;
  }
  return false;
}

void main() {
  vec3 right = dFdx(texPos);
  vec3 up = dFdy(texPos);
  color = vec4(texture(volume, texPos).rgb, opacity);
  float label = labelAt(texPos);
  vec4 own = look(label);
  if (label > 0.0 && own.a > 0.0) {
    float reach = label == emphasis ? 3.0 : 1.5;
    float strength = near(label, false, reach * right, reach * up) ? 1.0 : own.a;
    color.rgb = mix(color.rgb, own.rgb, strength * drawOpacity);
  }
  if (emphasis > 0.0 && label != emphasis && look(emphasis).a > 0.0 && near(emphasis, true, 1.5 * right, 1.5 * up)) {
    color.rgb = mix(color.rgb, vec3(1.0), 0.85);
  }
}`;
