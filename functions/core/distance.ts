/**
 * Great-circle distance between points on the Earth, as unit vectors: the trigonometry is paid once a point.
 */
import type { Coordinates } from "./policy.ts";

/** Mean radius R1 in kilometres (IUGG). */
const EARTH_RADIUS_KILOMETRES = 6371.0088;

/** A point as a unit vector from the Earth's centre. */
export interface SurfacePoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export function surfacePoint({ latitude, longitude }: Coordinates): SurfacePoint {
  const phi = (latitude * Math.PI) / 180;
  const lambda = (longitude * Math.PI) / 180;
  return { x: Math.cos(phi) * Math.cos(lambda), y: Math.cos(phi) * Math.sin(lambda), z: Math.sin(phi) };
}

/** Kilometres along the surface. The chord form stays accurate for near points, where acos of the dot product does not. */
export function greatCircleKilometres(a: SurfacePoint, b: SurfacePoint): number {
  const chord = Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
  return 2 * EARTH_RADIUS_KILOMETRES * Math.asin(Math.min(1, chord / 2));
}
