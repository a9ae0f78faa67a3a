package org.redoubt.repute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;
import org.redoubt.repute.ListSettings.As;
import org.redoubt.repute.ListSettings.Format;

class ListReaderTest {
  @Test
  void readsAddressesPrefixesAndRangesWithComments() throws Exception {
    ListContents read =
        read(
            """
            # a list
            ; of someone's
            192.0.2.0/24 ; SBL1
            198.51.100.7 # seen yesterday
              203.0.113.9\t42
            198.51.100.16-198.51.100.23
            198.51.101.0 - 198.51.101.255
            203.0.114.0\t203.0.114.127\t25
            2001:db8::/32
            2001:db9::1\r

            """);
    assertThat(blocks(read))
        .containsExactlyInAnyOrder(
            "192.0.2.0/24",
            "198.51.100.7",
            "203.0.113.9",
            "198.51.100.16/29",
            "198.51.101.0/24",
            "203.0.114.0/25",
            "2001:db8::/32",
            "2001:db9::1");
    assertThat(read.junk()).isZero();
    assertThat(read.leftOut()).isEmpty();
  }

  @Test
  void findsTheColumnOfTheAddress() throws Exception {
    String text =
        """
        first_seen,ip,port
        2026-01-01 10:00:01,"192.0.2.7",443
        2026-01-01 10:00:02,192.0.2.8,443
        """;
    assertThat(blocks(read(text))).containsExactly("192.0.2.7", "192.0.2.8");
    assertThat(read(text).junk()).isEqualTo(1);
    assertThat(blocks(read("192.0.2.1;x;192.0.2.2\n", csv(3)))).containsExactly("192.0.2.2");
    assertThatThrownBy(() -> read("192.0.2.1;x;192.0.2.2\n", csv(2)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsJsonOfEveryKind() throws Exception {
    assertThat(
            blocks(
                read(
                    """
                    {"cidr":"192.0.2.0/24","sblid":"SBL1","rir":"apnic"}
                    {"cidr":"198.51.100.0/24","sblid":"SBL2","rir":"ripencc"}
                    {"type":"metadata","records":2}
                    """)))
        .containsExactly("192.0.2.0/24", "198.51.100.0/24");
    assertThat(blocks(read("[\"192.0.2.1\", \"2001:db8::1\"]")))
        .containsExactly("192.0.2.1", "2001:db8::1");
    String nested =
        "{\"seen-by\":\"203.0.113.1\",\"data\":[{\"ip\":\"192.0.2.1\"},{\"ip\":[\"192.0.2.2\"]}]}";
    assertThat(blocks(read(nested, json("ip")))).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(read("[]").blocks().isEmpty()).isTrue();
  }

  @Test
  void leavesOutWhatNobodyAttacksFromUnlessAsked() throws Exception {
    String text = "10.1.2.3\n192.168.0.0/16\n127.0.0.1\n::1\nfe80::1\n224.0.0.1\n192.0.2.1\n";
    assertThat(blocks(read(text))).containsExactly("192.0.2.1");
    assertThat(read(text).special()).isEqualTo(6);
    assertThat(
            read(
                    text,
                    new ListSettings(
                        "x", "y", Format.PLAIN, 0, "", As.BAN, 1, Duration.ofDays(1), true))
                .blocks()
                .size())
        .isEqualTo(7);
  }

  @Test
  void leavesOutBlocksThatMustBeAMistake() throws Exception {
    ListContents read = read("0.0.0.0/0\n::/0\n128.0.0.0/1\n192.0.2.1\n1.0.0.0-200.0.0.0\n");
    assertThat(read.tooWide()).isGreaterThanOrEqualTo(3);
    assertThat(read.blocks().contains(Address.of("203.0.113.1"))).isFalse();
    assertThat(read.leftOut()).contains("too wide");
  }

  @Test
  void countsJunkAndRefusesWhatIsNoList() throws Exception {
    ListContents read = read("192.0.2.1\nhello\n192.0.2.999\n1.2.3\n192.0.2.1/33\n192.0.2.2\n");
    assertThat(read.junk()).isEqualTo(4);
    assertThat(read.leftOut()).isEqualTo("4 not understood");
    assertThatThrownBy(() -> read("<html>\n<body>Too many requests</body>\n</html>\n"))
        .hasMessageContaining("is no list of addresses");
    assertThatThrownBy(() -> read("{\"error\":\"rate limit exceeded\"}"))
        .hasMessageContaining("is no list of addresses");
    assertThatThrownBy(() -> read("192.0.2.1\n" + "nonsense\n".repeat(11)))
        .hasMessageContaining("1 addresses, 11 times something else");
    assertThat(read("").blocks().isEmpty()).isTrue();
    assertThat(read("# nobody today\n").blocks().isEmpty()).isTrue();
  }

  @Test
  void refusesBrokenOrMonstrousJson() {
    for (String text :
        List.of(
            "{\"ip\":\"192.0.2.1\"",
            "[".repeat(5000),
            "[\"" + "1".repeat(100_000) + "\"]",
            "[\"192.0.2.1\"]]")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("JSON");
    }
  }

  @Test
  void neverTakesMoreThanItMay() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("192.0.2.").append(i).append('\n');
    }
    ListContents read =
        new ListReader(ListSettings.DEFAULTS, 50)
            .read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)));
    assertThat(read.blocks().size()).isEqualTo(50);
    assertThat(read.beyond()).isEqualTo(150);
  }

  @Test
  void aLineWithoutEndIsOnePieceOfJunk() throws Exception {
    assertThat(read("192.0.2.1\n" + "9".repeat(1_000_000) + "\n192.0.2.2\n"))
        .satisfies(c -> assertThat(c.junk()).isEqualTo(1))
        .satisfies(c -> assertThat(c.blocks().size()).isEqualTo(2));
  }

  /** Bytes of any kind give a list or a refusal, and nothing else. */
  @ParameterizedTest
  @EnumSource(Format.class)
  void survivesWhateverComes(Format format) {
    ListSettings settings =
        new ListSettings("x", "y", format, 0, "", As.EVIDENCE, 1, Duration.ofDays(1), false);
    byte[] alphabet =
        "0123456789abcdef.:/-,;#[]{}\" \t\r\n\\\u0000é".getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] text = new byte[random.nextInt(80)];
      for (int i = 0; i < text.length; i++) {
        text[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        ListContents read = new ListReader(settings, 10).read(new ByteArrayInputStream(text));
        assertThat(read.blocks().size()).isLessThanOrEqualTo(10);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?s)is (no list|not the JSON).*");
      }
    }
  }

  /** A range holds its ends and all between, and not one address more. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRangeIsExactlyItself(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      int first = 0xC0000200 + random.nextInt(200);
      int last = first + random.nextInt(56);
      String text = Address.v4(first) + "-" + Address.v4(last) + "\n";
      PrefixSet read = read(text).blocks();
      for (int each = 0xC0000200 - 2; each < 0xC0000200 + 260; each++) {
        assertThat(read.contains(Address.v4(each)))
            .as("%s in %s", Address.v4(each), text)
            .isEqualTo(each >= first && each <= last);
      }
    }
    assertThat(blocks(read("2001:db8::1-2001:db8::4\n")))
        .containsExactly("2001:db8::1", "2001:db8::2/127", "2001:db8::4");
    assertThat(blocks(read("2001:db8:0:0:ffff:ffff:ffff:ffff-2001:db8:0:1::\n")))
        .containsExactly("2001:db8::ffff:ffff:ffff:ffff", "2001:db8:0:1::");
  }

  private static ListSettings csv(int column) {
    return new ListSettings(
        "x", "y", Format.CSV, column, "", As.EVIDENCE, 1, Duration.ofDays(1), false);
  }

  private static ListSettings json(String field) {
    return new ListSettings(
        "x", "y", Format.JSON, 0, field, As.EVIDENCE, 1, Duration.ofDays(1), false);
  }

  private static ListContents read(String text) throws IOException {
    return read(text, ListSettings.DEFAULTS);
  }

  private static ListContents read(String text, ListSettings settings) throws IOException {
    return new ListReader(settings, 1000)
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> blocks(ListContents contents) {
    List<Prefix> all = new ArrayList<>();
    contents.blocks().forEach(all::add);
    return all.stream().map(Prefix::toString).toList();
  }
}
