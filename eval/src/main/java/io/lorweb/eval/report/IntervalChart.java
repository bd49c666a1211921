package io.lorweb.eval.report;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.image.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Means with their intervals over named places, and the single values behind them as small points.
 *
 * @param title over it
 * @param note what bars and points mean
 * @param across under the places
 * @param up beside the values
 * @param shortest how much the axis of values spans at least, where it does not begin at zero
 * @param places from left to right; numbers of an order lie as far apart as they differ, where that
 *     leaves room for all
 * @param joined whether a line leads from mean to mean: places are an order
 * @param series at least one
 */
public record IntervalChart(
    String title,
    String note,
    String across,
    String up,
    double shortest,
    List<String> places,
    boolean joined,
    List<Series> series) {

  private static final int LEFT = 80;
  private static final int TOP = 52;
  private static final int HEIGHT = 300;
  private static final int LONGEST_LABEL = 160;
  private static final int LONGEST_NAME = 230;
  private static final int POINT = 5;
  private static final int MEAN = 8;

  /** Told apart by most people who see colours otherwise (Okabe and Ito). */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9),
          new Color(0x000000),
          new Color(0x999900));

  /** One model. */
  public record Series(String name, List<Mark> marks) {

    public Series {
      marks = List.copyOf(marks);
    }
  }

  /**
   * A mean.
   *
   * @param place its number
   * @param points the single values behind it, if they are shown
   */
  public record Mark(int place, Interval mean, List<Double> points) {

    public Mark {
      points = List.copyOf(points);
    }

    private DoubleStream shown() {
      DoubleStream mean =
          this.mean.known()
              ? DoubleStream.of(this.mean.low(), this.mean.mean(), this.mean.high())
              : DoubleStream.of(this.mean.mean());
      return DoubleStream.concat(mean, points.stream().mapToDouble(point -> point));
    }

    private boolean spread() {
      return mean.known() || points.size() > 1;
    }
  }

  public IntervalChart {
    places = List.copyOf(places);
    series = List.copyOf(series);
  }

  /** The picture. */
  public Picture picture() {
    List<String> labels = places.stream().map(one -> Drawing.cut(one, LONGEST_LABEL)).toList();
    List<String> names = series.stream().map(one -> Drawing.cut(one.name(), LONGEST_NAME)).toList();
    int width = Charts.WIDTH - LEFT - Drawing.width(names) - 40;
    PlaceAxis along = joined ? PlaceAxis.of(places) : PlaceAxis.even(places.size());
    boolean upright = Drawing.width(labels) + 10 > width * along.room();
    int below = (upright ? Drawing.width(labels) : Drawing.LINE) + 2 * Drawing.LINE;
    Drawing drawing = new Drawing(Charts.WIDTH, TOP + HEIGHT + below + 10);
    ValueAxis axis =
        ValueAxis.of(
            series.stream().flatMap(s -> s.marks().stream()).flatMapToDouble(Mark::shown).toArray(),
            series.stream().flatMap(s -> s.marks().stream()).allMatch(Mark::spread),
            shortest);
    drawing.title(title, 10, 20);
    drawing.left(
        note
            + (axis.broken() ? "; the axis does not begin at zero" : "")
            + (along.distorted() ? "; steps across are equal, though values are not" : ""),
        10,
        38);
    axis(drawing, axis, width);
    for (int i = 0; i < places.size(); i++) {
      int x = LEFT + (int) (along.at(i) * width);
      if (upright) {
        drawing.below(labels.get(i), x, TOP + HEIGHT + 6);
      } else {
        drawing.centred(labels.get(i), x, TOP + HEIGHT + 18);
      }
    }
    drawing.centred(across, LEFT + width / 2, TOP + HEIGHT + below);
    for (int i = 0; i < series.size(); i++) {
      Color colour = COLOURS.get(i % COLOURS.size());
      series(drawing.graphics(), axis, along, i, colour, width);
      drawing.graphics().setColor(colour);
      int y = TOP + 10 + i * (Drawing.LINE + 3);
      mean(drawing.graphics(), i, LEFT + width + 18, y);
      drawing.graphics().setColor(Color.DARK_GRAY);
      drawing.left(names.get(i), LEFT + width + 28, y + 4);
    }
    return drawing.picture();
  }

  private void axis(Drawing drawing, ValueAxis axis, int width) {
    Graphics2D graphics = drawing.graphics();
    for (double tick : axis.ticks()) {
      int y = y(axis, tick);
      graphics.setColor(tick == 0 ? Color.GRAY : new Color(0xe4e4e4));
      graphics.drawLine(LEFT, y, LEFT + width, y);
      graphics.setColor(Color.DARK_GRAY);
      drawing.right(axis.label(tick), LEFT - 8, y + 4);
    }
    graphics.drawLine(LEFT, TOP, LEFT, TOP + HEIGHT);
    if (axis.broken()) {
      int y = axis.low() > 0 ? TOP + HEIGHT - 8 : TOP + 8;
      graphics.setColor(Color.WHITE);
      graphics.fillRect(LEFT - 1, y - 3, 3, 6);
      graphics.setColor(Color.DARK_GRAY);
      graphics.drawLine(LEFT - 6, y + 1, LEFT + 6, y - 5);
      graphics.drawLine(LEFT - 6, y + 6, LEFT + 6, y);
    }
    drawing.upwards(up, 16, TOP + HEIGHT / 2 + Drawing.width(up) / 2);
  }

  private static int y(ValueAxis axis, double value) {
    return TOP + (int) Math.round((1 - axis.at(value)) * HEIGHT);
  }

  /** Series stand beside each other, so that none hides another's interval. */
  private double x(PlaceAxis along, int place, int which, int width) {
    double apart = Math.min(18, 0.8 * along.room() * width / series.size());
    return LEFT + along.at(place) * width + (which - (series.size() - 1) / 2.0) * apart;
  }

  private void series(
      Graphics2D graphics, ValueAxis axis, PlaceAxis along, int which, Color colour, int width) {
    graphics.setColor(colour);
    Mark before = null;
    for (Mark mark : series.get(which).marks()) {
      double x = x(along, mark.place(), which, width);
      int y = y(axis, mark.mean().mean());
      if (joined && before != null) {
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(
            new Line2D.Double(
                x(along, before.place(), which, width), y(axis, before.mean().mean()), x, y));
      }
      if (mark.mean().known()) {
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(
            new Line2D.Double(x, y(axis, mark.mean().low()), x, y(axis, mark.mean().high())));
        graphics.setStroke(new BasicStroke(1));
      }
      for (double point : mark.points()) {
        graphics.draw(new Ellipse2D.Double(x + 3, y(axis, point) - POINT / 2.0, POINT, POINT));
      }
      mean(graphics, which, x, y);
      before = mark;
    }
  }

  /** Round or square, so that more series than colours are told apart. */
  private static void mean(Graphics2D graphics, int which, double x, double y) {
    double left = x - MEAN / 2.0;
    double top = y - MEAN / 2.0;
    graphics.fill(
        which / COLOURS.size() % 2 == 0
            ? new Ellipse2D.Double(left, top, MEAN, MEAN)
            : new Rectangle2D.Double(left, top, MEAN, MEAN));
  }
}
