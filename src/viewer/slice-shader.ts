/**
 * How a slice is drawn: the scan, over it each object's fill, and the edge of each object at full strength, so that the
 * picture under it stays readable and the border exact. The edge is as wide on the screen whatever the zoom. The object that
 * is emphasised has a wider edge and a light line round it.
 *
 * Where a voxel is larger than two pixels an object ends where its neighbours say, not at the voxel's sides: the voxels of the slice around
 * a place vote for their labels, by the weights of a quadratic B-spline times how firmly each is inside or outside. Where probabilities
 * change evenly that is the line on which they equal the threshold, between voxels too; a mask of whole voxels loses its stairs.
 * Only within the slice: what lies in the next one is not drawn in this one.
 *
 * NiiVue gives the uniforms by these names, and `texPos`, the place in the scan (0..1 along each stored axis, as drawn).
 * `drawing` has the label and its weakness (`label-map.ts`). `colormap` has the table of object colours in its last row, with the
 * fill's opacity; `emphasis` is ours: a label, or -1.
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

/** The two axes along which a slice runs. */
ivec3 sliceU;
ivec3 sliceV;

/** The label that the voxels about a place in the slice vote for; \`isOne\` where all nine have the same. */
float votedAt(vec3 place, out bool isOne) {
  ivec3 size = textureSize(drawing, 0);
  vec3 at = place * vec3(size) - 0.5;
  vec3 middle = floor(at + 0.5);
  float a = dot(at - middle, vec3(sliceU));
  float b = dot(at - middle, vec3(sliceV));
  float along[3] = float[](0.5 * (0.5 - a) * (0.5 - a), 0.75 - a * a, 0.5 * (0.5 + a) * (0.5 + a));
  float across[3] = float[](0.5 * (0.5 - b) * (0.5 - b), 0.75 - b * b, 0.5 * (0.5 + b) * (0.5 + b));
  float labels[9];
  float votes[9];
  for (int n = 0; n < 9; n++) {
    ivec3 voxel = ivec3(middle) + (n % 3 - 1) * sliceU + (n / 3 - 1) * sliceV;
    vec2 texel = texelFetch(drawing, clamp(voxel, ivec3(0), size - 1), 0).rg;
    labels[n] = floor(texel.r * 255.0 + 0.5);
    votes[n] = along[n % 3] * across[n / 3] * (1.0 - texel.g);
  }
  isOne = true;
  for (int n = 0; n < 9; n++) isOne = isOne && labels[n] == labels[4];
  if (isOne) return labels[4];
  float best = 0.0;
  float label = labels[4];
  for (int n = 0; n < 9; n++) {
    float sum = 0.0;
    for (int m = 0; m < 9; m++) if (labels[m] == labels[n]) sum += votes[m];
    if (sum <= best) continue;
    best = sum;
    label = labels[n];
  }
  return label;
}

/** Whether so near, to the right and up, there is a label that is (or is not) \`label\`. */
bool near(float label, bool isSame, vec3 right, vec3 up, bool isVoted) {
  bool isOne;
  for (int n = 0; n < 8; n++) {
    float turn = float(n) * 0.7853981634;
    vec3 place = texPos + cos(turn) * right + sin(turn) * up;
    float there = isVoted ? votedAt(place, isOne) : labelAt(place);
    if ((there == label) == isSame) return true;
  }
  return false;
}

void main() {
  vec3 right = dFdx(texPos);
  vec3 up = dFdy(texPos);
  vec3 pixel = (abs(right) + abs(up)) * vec3(textureSize(drawing, 0));
  bool isAcrossX = pixel.x <= min(pixel.y, pixel.z);
  bool isAcrossZ = !isAcrossX && pixel.z < pixel.y;
  sliceU = isAcrossX ? ivec3(0, 1, 0) : ivec3(1, 0, 0);
  sliceV = isAcrossX || !isAcrossZ ? ivec3(0, 0, 1) : ivec3(0, 1, 0);
  // Voxels a pixel, along the axis that has the larger voxels, and the smaller.
  vec2 both = vec2(dot(pixel, vec3(sliceU)), dot(pixel, vec3(sliceV)));
  bool isLarge = min(both.x, both.y) <= 0.5;
  bool isOne = false;
  float label = isLarge ? votedAt(texPos, isOne) : labelAt(texPos);
  // Within so large voxels of one kind no edge is within so many pixels.
  float inner = isOne ? 0.75 / max(both.x, both.y) : 0.0;
  color = vec4(texture(volume, texPos).rgb, opacity);
  vec4 own = look(label);
  if (label > 0.0 && own.a > 0.0) {
    float reach = label == emphasis ? 3.0 : 1.5;
    bool isEdge = reach > inner && near(label, false, reach * right, reach * up, isLarge);
    color.rgb = mix(color.rgb, own.rgb, (isEdge ? 1.0 : own.a) * drawOpacity);
  }
  if (inner >= 1.5 || emphasis <= 0.0 || label == emphasis || look(emphasis).a <= 0.0) return;
  if (near(emphasis, true, 1.5 * right, 1.5 * up, isLarge)) color.rgb = mix(color.rgb, vec3(1.0), 0.85);
}`;
