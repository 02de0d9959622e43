import type { Vec3 } from '#volume/types.ts';

/** Roughly the distance in mm from (x, y, z) to a surface: negative inside. Exact enough near the surface. */
export type Distance = (x: number, y: number, z: number) => number;

/** A solid and the box outside which it is certainly absent. */
export interface Solid {
  readonly distance: Distance;
  readonly from: Vec3;
  readonly to: Vec3;
}

/** An ellipsoid turned by `tiltDeg` about the x, then y, then z axis through its centre. */
export function ellipsoid(center: Vec3, radii: Vec3, tiltDeg: Vec3 = [0, 0, 0]): Solid {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = rotation(tiltDeg);
  const [cx, cy, cz] = center;
  const [rx, ry, rz] = radii;
  const distance: Distance = (x, y, z) => {
    const px = x - cx;
    const py = y - cy;
    const pz = z - cz;
    const u = (m0 * px + m3 * py + m6 * pz) / rx;
    const v = (m1 * px + m4 * py + m7 * pz) / ry;
    const w = (m2 * px + m5 * py + m8 * pz) / rz;
    const k0 = Math.sqrt(u * u + v * v + w * w);
    const k1 = Math.sqrt((u * u) / (rx * rx) + (v * v) / (ry * ry) + (w * w) / (rz * rz));
    return k1 === 0 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
  };
  const ex = Math.hypot(m0 * rx, m1 * ry, m2 * rz);
  const ey = Math.hypot(m3 * rx, m4 * ry, m5 * rz);
  const ez = Math.hypot(m6 * rx, m7 * ry, m8 * rz);
  return { distance, from: [cx - ex, cy - ey, cz - ez], to: [cx + ex, cy + ey, cz + ez] };
}

type Rotation = readonly [number, number, number, number, number, number, number, number, number];

/** Rows of the matrix that turns the solid's own axes into the world's. */
function rotation([ax, ay, az]: Vec3): Rotation {
  const [sx, sy, sz] = [ax, ay, az].map((d) => Math.sin((d * Math.PI) / 180)) as [number, number, number];
  const [cx, cy, cz] = [ax, ay, az].map((d) => Math.cos((d * Math.PI) / 180)) as [number, number, number];
  return [
    cz * cy,
    cz * sy * sx - sz * cx,
    cz * sy * cx + sz * sx,
    sz * cy,
    sz * sy * sx + cz * cx,
    sz * sy * cx - cz * sx,
    -sy,
    cy * sx,
    cy * cx,
  ];
}

/** Roughly the distance to an ellipse in the plane, `a` and `b` being its half axes. */
export function ellipse(x: number, y: number, a: number, b: number): number {
  const u = x / a;
  const v = y / b;
  const k0 = Math.sqrt(u * u + v * v);
  const k1 = Math.sqrt((u * u) / (a * a) + (v * v) / (b * b));
  return k1 === 0 ? -Math.min(a, b) : (k0 * (k0 - 1)) / k1;
}

/** A solid that may be anywhere. */
export function unbounded(distance: Distance): Solid {
  return { distance, from: [-1e4, -1e4, -1e4], to: [1e4, 1e4, 1e4] };
}

/** A point of a tube's axis and the tube's radius there, mm. */
export type Knot = readonly [x: number, y: number, z: number, radius: number];

/** A tube of changing radius along a smooth curve (Catmull-Rom) through the knots, with round ends. */
export function tube(knots: readonly Knot[], steps = 4): Solid {
  const points = smoothCurve(knots, steps);
  const distance: Distance = (x, y, z) => {
    let best = Number.POSITIVE_INFINITY;
    for (let n = 1; n < points.length; n++) {
      const a = points[n - 1];
      const b = points[n];
      if (a && b) best = Math.min(best, toSegment(x - a[0], y - a[1], z - a[2], a, b));
    }
    return best;
  };
  const bound = (axis: 0 | 1 | 2, sign: -1 | 1) =>
    sign * Math.max(...points.map((point) => sign * point[axis] + point[3]));
  return {
    distance,
    from: [bound(0, -1), bound(1, -1), bound(2, -1)],
    to: [bound(0, 1), bound(1, 1), bound(2, 1)],
  };
}

function toSegment(px: number, py: number, pz: number, a: Knot, b: Knot): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const dz = b[2] - a[2];
  const along = (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz || 1);
  const t = Math.max(0, Math.min(1, along));
  const qx = px - t * dx;
  const qy = py - t * dy;
  const qz = pz - t * dz;
  return Math.sqrt(qx * qx + qy * qy + qz * qz) - (a[3] + t * (b[3] - a[3]));
}

function smoothCurve(knots: readonly Knot[], steps: number): readonly Knot[] {
  const at = (n: number): Knot => knots[Math.max(0, Math.min(knots.length - 1, n))] ?? [0, 0, 0, 0];
  const points: Knot[] = [];
  for (let n = 0; n + 1 < knots.length; n++) {
    const [p, q, r, s] = [at(n - 1), at(n), at(n + 1), at(n + 2)];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      const mix = (c: 0 | 1 | 2 | 3) =>
        q[c] +
        0.5 *
          t *
          (r[c] - p[c] + t * (2 * p[c] - 5 * q[c] + 4 * r[c] - s[c] + t * (3 * (q[c] - r[c]) + s[c] - p[c])));
      points.push([mix(0), mix(1), mix(2), mix(3)]);
    }
  }
  points.push(at(knots.length - 1));
  return points;
}

/** Union of `a` and `b` with a fillet of about `blend` mm where they meet. */
export function smoothMin(a: number, b: number, blend: number): number {
  const h = Math.max(0, blend - Math.abs(a - b)) / blend;
  return Math.min(a, b) - 0.25 * h * h * blend;
}

/** Intersection of `a` and `b` with an edge rounded by about `blend` mm. */
export function smoothMax(a: number, b: number, blend: number): number {
  return -smoothMin(-a, -b, blend);
}

/** All of the solids, melted together. */
export function merge(solids: readonly Solid[], blend: number): Solid {
  const distances = solids.map((solid) => solid.distance);
  const margin = blend / 4;
  const bound = (end: 'from' | 'to', axis: 0 | 1 | 2) => {
    const values = solids.map((solid) => solid[end][axis]);
    return end === 'from' ? Math.min(...values) - margin : Math.max(...values) + margin;
  };
  return {
    distance: (x, y, z) => {
      let d = 1e9;
      for (const distance of distances) d = smoothMin(d, distance(x, y, z), blend);
      return d;
    },
    from: [bound('from', 0), bound('from', 1), bound('from', 2)],
    to: [bound('to', 0), bound('to', 1), bound('to', 2)],
  };
}

/** The last answer is kept: several parts ask for the same place. */
export function remembered(distance: Distance): Distance {
  let [lastX, lastY, lastZ, last] = [Number.NaN, 0, 0, 0];
  return (x, y, z) => {
    if (x !== lastX || y !== lastY || z !== lastZ) {
      lastX = x;
      lastY = y;
      lastZ = z;
      last = distance(x, y, z);
    }
    return last;
  };
}

/** `solid` where `limit` is negative too. */
export function within(solid: Solid, limit: Distance, blend: number): Solid {
  const { distance } = solid;
  return { ...solid, distance: remembered((x, y, z) => smoothMax(distance(x, y, z), limit(x, y, z), blend)) };
}

/** `solid` without `hole`. */
export function without(solid: Solid, hole: Distance, blend: number): Solid {
  return within(solid, (x, y, z) => -hole(x, y, z), blend);
}

/** `solid` grown by `mm` on all sides. */
export function grow(solid: Solid, mm: number): Solid {
  const [a, b, c] = solid.from;
  const [d, e, f] = solid.to;
  return {
    distance: (x, y, z) => solid.distance(x, y, z) - mm,
    from: [a - mm, b - mm, c - mm],
    to: [d + mm, e + mm, f + mm],
  };
}
