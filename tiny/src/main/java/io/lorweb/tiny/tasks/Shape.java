package io.lorweb.tiny.tasks;

/**
 * A figure by its signed distance: how far a point lies outside, negative inside. Lengths are 64ths
 * of the side, y points down. Edges come out smooth at any size.
 */
@FunctionalInterface
interface Shape {

  double distance(double x, double y);

  /** A disc. */
  static Shape disc(double cx, double cy, double r) {
    return (x, y) -> Math.hypot(x - cx, y - cy) - r;
  }

  /** A rectangle. */
  static Shape box(double left, double top, double right, double bottom) {
    return (x, y) -> {
      double dx = Math.abs(x - (left + right) / 2) - (right - left) / 2;
      double dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2;
      return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0);
    };
  }

  /** A line with round ends. */
  static Shape line(double x1, double y1, double x2, double y2, double width) {
    double lengthX = x2 - x1;
    double lengthY = y2 - y1;
    double square = Math.max(1e-9, lengthX * lengthX + lengthY * lengthY);
    return (x, y) -> {
      double along = ((x - x1) * lengthX + (y - y1) * lengthY) / square;
      double t = Math.max(0, Math.min(1, along));
      return Math.hypot(x - x1 - t * lengthX, y - y1 - t * lengthY) - width / 2;
    };
  }

  /** A polygon of the corners x1, y1, x2, y2, ... */
  static Shape polygon(double... corners) {
    int n = corners.length / 2;
    return (x, y) -> {
      double nearest = Double.MAX_VALUE;
      boolean inside = false;
      for (int i = 0; i < n; i++) {
        int j = (i + n - 1) % n;
        double xi = corners[2 * i];
        double yi = corners[2 * i + 1];
        double xj = corners[2 * j];
        double yj = corners[2 * j + 1];
        nearest = Math.min(nearest, line(xi, yi, xj, yj, 0).distance(x, y));
        if (yi > y != yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) {
          inside = !inside;
        }
      }
      return inside ? -nearest : nearest;
    };
  }

  /** A star of that many points, or a regular polygon when both radii say so. */
  static Shape star(double cx, double cy, int points, double outer, double inner) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double angle = Math.PI * i / points - Math.PI / 2;
      double r = i % 2 == 0 ? outer : inner;
      corners[2 * i] = cx + r * Math.cos(angle);
      corners[2 * i + 1] = cy + r * Math.sin(angle);
    }
    return polygon(corners);
  }

  /** A regular polygon with a corner at the top. */
  static Shape regular(double cx, double cy, int corners, double r) {
    double[] points = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners - Math.PI / 2;
      points[2 * i] = cx + r * Math.cos(angle);
      points[2 * i + 1] = cy + r * Math.sin(angle);
    }
    return polygon(points);
  }

  /** A heart about (cx, cy), {@code 2 r} wide. */
  static Shape heart(double cx, double cy, double r) {
    double lobe = 0.52 * r;
    return disc(cx - 0.47 * r, cy - 0.35 * r, lobe)
        .or(disc(cx + 0.47 * r, cy - 0.35 * r, lobe))
        .or(
            polygon(
                cx - 0.93 * r,
                cy - 0.1 * r,
                cx,
                cy - 0.5 * r,
                cx + 0.93 * r,
                cy - 0.1 * r,
                cx,
                cy + 0.95 * r));
  }

  /** What is in one of two. */
  default Shape or(Shape other) {
    return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
  }

  /** What is in both. */
  default Shape and(Shape other) {
    return (x, y) -> Math.max(distance(x, y), other.distance(x, y));
  }

  /** Everything else. */
  default Shape outside() {
    return (x, y) -> -distance(x, y);
  }

  /** Grown by so much on all sides. */
  default Shape grown(double by) {
    return (x, y) -> distance(x, y) - by;
  }

  /** A line of that width along the edge. */
  default Shape edge(double width) {
    return (x, y) -> Math.abs(distance(x, y)) - width / 2;
  }

  /** Turned clockwise about (cx, cy). */
  default Shape turned(double degrees, double cx, double cy) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return (x, y) -> {
      double dx = x - cx;
      double dy = y - cy;
      return distance(cx + cos * dx + sin * dy, cy - sin * dx + cos * dy);
    };
  }

  /**
   * How much of a pixel about (x, y) is covered, in [0, 1].
   *
   * @param unit pixels in a 64th of the side
   */
  default double cover(double x, double y, double unit) {
    return Math.max(0, Math.min(1, 0.5 - distance(x, y) * unit));
  }
}
