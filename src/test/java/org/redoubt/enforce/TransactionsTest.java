package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private static final int NEW_SET_ELEMENT = 12;
  private static final int NEW_GENERATION = 15;
  private final Transactions transactions =
      new Transactions((id, name, port) -> name.equals("ours"));

  @Test
  void onlyAnothersChangeOfOurTableIsForeign() {
    assertThat(told(NEW_SET_ELEMENT, 1, "redoubt")).isFalse();
    assertThat(told(NEW_GENERATION, 3, "theirs")).isTrue();
    assertThat(told(NEW_GENERATION, 3, "theirs")).as("touched nothing of ours").isFalse();
    told(NEW_SET_ELEMENT, 1, "redoubt");
    assertThat(told(NEW_GENERATION, 3, "ours")).isFalse();
    told(NEW_SET_ELEMENT, 1, "redoubts");
    assertThat(told(NEW_GENERATION, 3, "theirs")).isFalse();
  }

  @Test
  void readsAnyBytesToTheEnd() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = message(random.nextInt(18), random.nextInt(4), "redoubt");
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      transactions.changedByOthers(bytes);
    }
    assertThat(told(NEW_GENERATION, 3, "ours")).isFalse();
  }

  private boolean told(int type, int attribute, String text) {
    return !transactions.changedByOthers(message(type, attribute, text)).isEmpty();
  }

  private static byte[] message(int type, int attribute, String text) {
    int length = 20 + 4 + text.length() + 1;
    ByteBuffer out = ByteBuffer.allocate(length + 3 & ~3).order(ByteOrder.nativeOrder());
    out.putInt(length).putShort((short) (10 << 8 | type)).putShort((short) 0).putLong(0);
    out.putInt(1).putShort((short) (4 + text.length() + 1)).putShort((short) attribute);
    out.put(text.getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }
}
