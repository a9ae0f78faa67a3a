package org.redoubt.daemon;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Judge;

/** Where the judge may be asked, one question at a time. */
interface Court {
  <T extends @Nullable Object> T ask(Function<Judge, T> question);
}
