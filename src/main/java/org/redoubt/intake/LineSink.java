package org.redoubt.intake;

/** Takes lines as they come, many at once; called on the reading thread, which waits for it. */
@FunctionalInterface
public interface LineSink {
  /**
   * Takes {@code buffer[from, to)}: one or more whole lines, each but perhaps the last ended by
   * {@code \n}, none longer than {@value LineBuffer#MAX_LINE_BYTES} bytes. {@link LineSplitter}
   * takes them apart.
   *
   * @param buffer valid during the call only
   * @param after where to go on once these lines are dealt with
   */
  void block(byte[] buffer, int from, int to, Position after);
}
