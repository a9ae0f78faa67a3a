package org.redoubt.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A timeline as SVG: guesses upwards, let through below held back, on a scale shared by all plots;
 * the honest who were held back downwards, on the same scale, cut where it ends. Heights grow with
 * the square root, so that a slow attack is still seen beside a fast one.
 */
final class TimelinePlot {
  private static final int WIDTH = 960;
  private static final int UP = 90;
  private static final int DOWN = 40;
  private static final int TEXT = 16;
  private static final int TICKS = 4;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final Timeline timeline;
  private final long spanMillis;
  private final double perRoot;
  private final StringBuilder out = new StringBuilder();

  private TimelinePlot(Timeline timeline, long top, long endMillis) {
    this.timeline = timeline;
    spanMillis = Math.max(1, endMillis - timeline.startMillis());
    perRoot = UP / Math.sqrt((double) top);
  }

  /** Counts up to {@code top} and times up to the end fit in. */
  static String svg(Timeline timeline, long top, long endMillis) {
    return new TimelinePlot(timeline, top, endMillis).text(top);
  }

  private String text(long top) {
    out.append("<svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(WIDTH, UP + DOWN + TEXT));
    out.append("<title>attempts over time</title>");
    bars();
    out.append(
        "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>".formatted(UP, WIDTH, UP));
    out.append("<text x=\"2\" y=\"11\">").append(Tables.count(top)).append(" in ");
    out.append(step()).append("</text>");
    ticks();
    return out.append("</svg>").toString();
  }

  private void bars() {
    long[] through = timeline.of(Timeline.Kind.OTHERS_THROUGH);
    long[] held = timeline.of(Timeline.Kind.OTHERS_HELD_BACK);
    long[] hurt = timeline.of(Timeline.Kind.HONEST_HELD_BACK);
    int steps = timeline.steps();
    StringBuilder[] paths = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    for (int i = 0; i < steps; i++) {
      double low = Math.min(UP, height(through[i]));
      double high = Math.min(UP, height(through[i] + held[i]));
      bar(paths[0], i, UP - low, low);
      bar(paths[1], i, UP - high, high - low);
      bar(paths[2], i, UP, Math.min(DOWN, height(hurt[i])));
    }
    path("through", paths[0]);
    path("held", paths[1]);
    path("hurt", paths[2]);
  }

  private double height(long count) {
    return Math.sqrt((double) count) * perRoot;
  }

  private void bar(StringBuilder path, int step, double y, double height) {
    if (height <= 0) {
      return;
    }
    double width = (double) WIDTH * timeline.stepMillis() / spanMillis;
    double seen = Math.max(.7, height);
    path.append(
        String.format(
            Locale.ROOT, "M%.1f %.1fh%.1fv%.1fh-%.1fz", step * width, y, width, seen, width));
  }

  private void path(String style, StringBuilder path) {
    out.append("<path class=\"").append(style).append("\" d=\"").append(path).append("\"/>");
  }

  private String step() {
    long seconds = timeline.stepMillis() / 1000;
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min";
  }

  private void ticks() {
    if (timeline.isEmpty()) {
      return;
    }
    for (int i = 0; i < TICKS; i++) {
      Instant at = Instant.ofEpochMilli(timeline.startMillis() + spanMillis * i / TICKS);
      out.append("<text x=\"%d\" y=\"%d\">".formatted(WIDTH * i / TICKS + 2, UP + DOWN + TEXT - 4));
      out.append(DAY.format(at)).append("</text>");
    }
  }
}
