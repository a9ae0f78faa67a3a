package org.redoubt.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A timeline as SVG: guesses upwards, let through below held back, on a scale shared by all plots;
 * the honest who were held back downwards, on the same scale, cut where it ends.
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
  private final double perCount;
  private final StringBuilder out = new StringBuilder();

  private TimelinePlot(Timeline timeline, long top) {
    this.timeline = timeline;
    perCount = (double) UP / top;
  }

  static String svg(Timeline timeline, long top) {
    return new TimelinePlot(timeline, top).text(top);
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
      double low = Math.min(UP, through[i] * perCount);
      double high = Math.min(UP, (through[i] + held[i]) * perCount);
      bar(paths[0], i, steps, UP - low, low);
      bar(paths[1], i, steps, UP - high, high - low);
      bar(paths[2], i, steps, UP, Math.min(DOWN, hurt[i] * perCount));
    }
    path("through", paths[0]);
    path("held", paths[1]);
    path("hurt", paths[2]);
  }

  private static void bar(StringBuilder path, int step, int steps, double y, double height) {
    if (height <= 0) {
      return;
    }
    double width = (double) WIDTH / steps;
    double seen = Math.max(.7, height);
    path.append(
        String.format(
            Locale.ROOT, "M%.1f %.1fh%.1fv%.1fh-%.1fz", step * width, y, width, seen, width));
  }

  private void path(String style, StringBuilder path) {
    out.append("<path class=\"").append(style).append("\" d=\"").append(path).append("\"/>");
  }

  private String step() {
    Duration step = Duration.ofMillis(timeline.stepMillis());
    return step.toMinutes() < 120 ? step.toSeconds() / 60.0 + " min" : step.toHours() + " h";
  }

  private void ticks() {
    if (timeline.isEmpty()) {
      return;
    }
    long span = timeline.endMillis() - timeline.startMillis();
    for (int i = 0; i < TICKS; i++) {
      Instant at = Instant.ofEpochMilli(timeline.startMillis() + span * i / TICKS);
      out.append("<text x=\"%d\" y=\"%d\">".formatted(WIDTH * i / TICKS + 2, UP + DOWN + TEXT - 4));
      out.append(DAY.format(at)).append("</text>");
    }
  }
}
