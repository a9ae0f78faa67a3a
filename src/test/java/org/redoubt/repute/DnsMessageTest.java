package org.redoubt.repute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redoubt.repute.NameServer.found;
import static org.redoubt.repute.NameServer.none;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redoubt.net.Address;

class DnsMessageTest {
  private static final int ID = 0xbeef;
  private static final String NAME = "7.2.0.192.bl.example.org";
  private static final byte[] QUESTION = DnsMessage.question(ID, NAME);

  private static @Nullable DnsReply read(byte[] packet) {
    return DnsMessage.read(packet, packet.length, ID, NAME);
  }

  @Test
  void readsAddressesAndHowLongTheyHold() {
    assertThat(read(found(QUESTION, 900, "127.0.0.2", "127.0.0.4")))
        .isEqualTo(
            new DnsReply.Found(List.of(Address.of("127.0.0.2"), Address.of("127.0.0.4")), 900));
    assertThat(read(none(QUESTION, 60))).isEqualTo(new DnsReply.Nothing(60));
  }

  @Test
  void hearsOnlyTheAnswerToItsQuestion() {
    byte[] right = found(QUESTION, 900, "127.0.0.2");
    assertThat(DnsMessage.read(right, right.length, ID + 1, NAME)).isNull();
    assertThat(DnsMessage.read(right, right.length, ID, "8.2.0.192.bl.example.org")).isNull();
    assertThat(DnsMessage.read(right, right.length, ID, NAME.toUpperCase(java.util.Locale.ROOT)))
        .isNotNull();
    assertThat(read(QUESTION)).isNull();
    assertThat(read(new byte[0])).isNull();
  }

  @Test
  void takesNothingFromAnAnswerThatIsCutOffOrAnError() {
    assertThat(read(NameServer.truncated(QUESTION))).isInstanceOf(DnsReply.Failed.class);
    assertThat(read(NameServer.error(QUESTION, NameServer.FAILED)))
        .isEqualTo(new DnsReply.Failed("the resolver failed (SERVFAIL)"));
    byte[] whole = found(QUESTION, 900, "127.0.0.2");
    for (int length = 0; length < whole.length; length++) {
      assertThat(DnsMessage.read(whole, length, ID, NAME)).as("%s bytes", length).isNull();
    }
  }

  @Test
  void takesNoAddressOfAnotherName() {
    byte[] packet = found(QUESTION, 900, "127.0.0.2");
    packet[QUESTION.length] = 0;
    byte[] other = new byte[packet.length - 1];
    System.arraycopy(packet, 0, other, 0, QUESTION.length + 1);
    System.arraycopy(
        packet,
        QUESTION.length + 2,
        other,
        QUESTION.length + 1,
        other.length - QUESTION.length - 1);
    assertThat(read(other)).isInstanceOf(DnsReply.Nothing.class);
  }

  @Test
  void anEndlessNameEnds() {
    byte[] packet = found(QUESTION, 900, "127.0.0.2");
    packet[QUESTION.length + 1] = (byte) QUESTION.length;
    assertThat(read(packet)).isNull();
  }

  /** Whatever a stranger sends, it is read to an end and taken for nothing it is not. */
  @Test
  void survivesWhateverComes() {
    byte[][] good = {
      found(QUESTION, 900, "127.0.0.2", "127.0.0.3"), none(QUESTION, 60), QUESTION.clone()
    };
    for (long seed = 0; seed < 200_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] packet = good[random.nextInt(good.length)].clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
      if (read(cut) instanceof DnsReply.Found(List<Address> addresses, long seconds)) {
        assertThat(Objects.requireNonNull(addresses)).hasSizeLessThan(40);
        assertThat(seconds).isNotNegative();
      }
    }
  }
}
