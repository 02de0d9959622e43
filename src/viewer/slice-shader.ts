/**
 * How a slice is drawn: the scan, over it each object's fill, and the edge of each object at full strength, so that the
 * picture under it stays readable and the border exact. The edge is as wide on the screen whatever the zoom. The object that
 * is emphasised has a wider edge and a light line round it.
 *
 * Where a voxel is larger than two pixels an object ends where its neighbours say, not at the voxel's sides: the voxels of the slice around
 * a place vote for their labels, by the weights of a quadratic B-spline times how firmly each is inside or outside. Where probabilities
 * change evenly that is the line on which they equal the threshold, between voxels too; the stairs of a mask of whole voxels are rounded.
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

/** Labels of three voxels in a row from \`first\` on, and their votes, \`across\` being the weight of the row. */
void rowAt(ivec3 first, ivec3 last, vec3 along, float across, out vec3 labels, out vec3 votes) {
  vec2 one = texelFetch(drawing, clamp(first, ivec3(0), last), 0).rg;
  vec2 two = texelFetch(drawing, clamp(first + sliceU, ivec3(0), last), 0).rg;
  vec2 three = texelFetch(drawing, clamp(first + 2 * sliceU, ivec3(0), last), 0).rg;
  labels = floor(vec3(one.r, two.r, three.r) * 255.0 + 0.5);
  votes = across * along * (1.0 - vec3(one.g, two.g, three.g));
}

/** The labels of the nine voxels about a place in the slice, and their votes. Not in arrays, which are slow where a processor draws. */
vec3 labelsA, labelsB, labelsC, votesA, votesB, votesC;

void poll(vec3 place) {
  ivec3 size = textureSize(drawing, 0);
  vec3 at = place * vec3(size) - 0.5;
  vec3 middle = floor(at + 0.5);
  float a = dot(at - middle, vec3(sliceU));
  float b = dot(at - middle, vec3(sliceV));
  vec3 along = vec3(0.5 * (0.5 - a) * (0.5 - a), 0.75 - a * a, 0.5 * (0.5 + a) * (0.5 + a));
  vec3 across = vec3(0.5 * (0.5 - b) * (0.5 - b), 0.75 - b * b, 0.5 * (0.5 + b) * (0.5 + b));
  ivec3 first = ivec3(middle) - sliceU - sliceV;
  rowAt(first, size - 1, along, across.x, labelsA, votesA);
  rowAt(first + sliceV, size - 1, along, across.y, labelsB, votesB);
  rowAt(first + 2 * sliceV, size - 1, along, across.z, labelsC, votesC);
}

float votesFor(float label) {
  vec3 wanted = vec3(label);
  return dot(votesA, vec3(equal(labelsA, wanted))) + dot(votesB, vec3(equal(labelsB, wanted))) +
    dot(votesC, vec3(equal(labelsC, wanted)));
}

bool isOnly(float label) {
  vec3 only = vec3(label);
  return all(equal(labelsA, only)) && all(equal(labelsB, only)) && all(equal(labelsC, only));
}

void run(float candidate, inout float label, inout float best) {
  float sum = votesFor(candidate);
  if (sum > best) {
    best = sum;
    label = candidate;
  }
}

/** The label with the most votes of those polled, and its share of them. */
float elected(out float share) {
  float label = labelsB.y;
  share = 1.0;
  if (isOnly(label)) return label;
  float best = votesFor(label);
  float total = dot(votesA + votesB + votesC, vec3(1.0));
  if (best <= 0.5 * total) {
    run(labelsA.x, label, best); run(labelsA.y, label, best); run(labelsA.z, label, best);
    run(labelsB.x, label, best); run(labelsB.z, label, best);
    run(labelsC.x, label, best); run(labelsC.y, label, best); run(labelsC.z, label, best);
  }
  share = best / total;
  return label;
}

/** The label that the voxels about a place in the slice vote for, and its share of the votes. */
float votedAt(vec3 place, out float share) {
  poll(place);
  return elected(share);
}

/** Whether \`label\` wins at a place. More than half of the votes win without counting the others'. */
bool wins(float label, vec3 place) {
  poll(place);
  float mine = votesFor(label);
  float total = dot(votesA + votesB + votesC, vec3(1.0));
  if (mine > 0.5 * total) return true;
  if (mine == 0.0) return false;
  float share;
  return elected(share) == label;
}

/** Voxels within which a place with that share of the votes has no edge: the integral of the B-spline tells how far one is. */
float sureWithin(float share) {
  return share >= 1.0 ? 0.75 : share >= 0.95 ? 0.7 : share >= 0.85 ? 0.45 : 0.0;
}

/** Whether so near, to the right and up, there is a label that is (or is not) \`label\`. */
bool near(float label, bool isSame, vec3 right, vec3 up, bool isVoted) {
  for (int n = 0; n < 8; n++) {
    float turn = float(n) * 0.7853981634;
    vec3 place = texPos + cos(turn) * right + sin(turn) * up;
    bool isThere = isVoted ? wins(label, place) : labelAt(place) == label;
    if (isThere == isSame) return true;
  }
  return false;
}

void main() {
  color = vec4(texture(volume, texPos).rgb, opacity);
  // While there is no object the map of labels is not as large as the scan.
  if (textureSize(drawing, 0) != textureSize(volume, 0)) return;
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
  float share = 0.0;
  float label = isLarge ? votedAt(texPos, share) : labelAt(texPos);
  // No edge is within so many pixels.
  float inner = sureWithin(share) / max(both.x, both.y);
  vec4 own = look(label);
  if (label > 0.0 && own.a > 0.0) {
    float reach = label == emphasis ? 3.0 : 1.5;
    bool isEdge = reach > inner && near(label, false, reach * right, reach * up, isLarge);
    color.rgb = mix(color.rgb, own.rgb, (isEdge ? 1.0 : own.a) * drawOpacity);
  }
  if (inner >= 1.5 || emphasis <= 0.0 || label == emphasis || look(emphasis).a <= 0.0) return;
  if (near(emphasis, true, 1.5 * right, 1.5 * up, isLarge)) color.rgb = mix(color.rgb, vec3(1.0), 0.85);
}`;
