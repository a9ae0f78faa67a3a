package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The short names of the months as {@code strftime} writes them where people do not speak English.
 */
final class MonthNames {
  private static final List<byte[]> ENGLISH =
      names("jan feb mar apr may jun jul aug sep oct nov dec");

  /** January to December in each; of a name with a full stop the stop is left out. */
  private static final List<List<byte[]>> LANGUAGES =
      Stream.of(
              "jan feb mär apr mai jun jul aug sep okt nov dez",
              "jän feb märz april mai juni juli aug sept okt nov dez",
              "janv févr mars avril mai juin juil août sept oct nov déc",
              "ene feb mar abr may jun jul ago sept oct nov dic",
              "gen feb mar apr mag giu lug ago set ott nov dic",
              "jan fev mar abr mai jun jul ago set out nov dez",
              "jan feb mrt apr mei jun jul aug sep okt nov dec",
              "sty lut mar kwi maj cze lip sie wrz paź lis gru",
              "янв фев мар апр мая июн июл авг сен окт ноя дек",
              "янв февр марта апр май июня июля авг сент окт нояб дек",
              "jan feb mars april maj juni juli aug sep okt nov dec",
              "jan feb mar apr maj jun jul aug sep okt nov des",
              "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
              "led úno bře dub kvě čen čec srp zář říj lis pro",
              "led úno bře dub kvě čer čvc srp zář říj lis pro",
              "oca şub mar nis may haz tem ağu eyl eki kas ara",
              "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
              "jan febr márc ápr máj jún júl aug szept okt nov dec",
              "січ лют бер кві тра чер лип сер вер жов лис гру",
              "ian feb mar apr mai iun iul aug sep oct nov dec")
          .map(MonthNames::names)
          .toList();

  private static final byte[] CJK = "月".getBytes(StandardCharsets.UTF_8);

  private MonthNames() {}

  /** The month, 1 to 12, that the word {@code b[from, to)} names in any language; 0 for none. */
  static int month(byte[] b, int from, int to) {
    int end = to > from && b[to - 1] == '.' ? to - 1 : to;
    int english = english(b, from, end);
    if (english > 0) {
      return english;
    }
    int digits = end - CJK.length;
    if (digits > from && Bytes.startsWith(b, digits, end, CJK)) {
      int number = Bytes.number(b, from, digits, 99);
      return number <= 12 ? Math.max(0, number) : 0;
    }
    for (List<byte[]> language : LANGUAGES) {
      int month = month(language, b, from, end);
      if (month > 0) {
        return month;
      }
    }
    return 0;
  }

  /** The month that the English word names; 0 for none. */
  static int english(byte[] b, int from, int to) {
    return month(ENGLISH, b, from, to);
  }

  private static int month(List<byte[]> names, byte[] b, int from, int to) {
    for (int i = 0; i < 12; i++) {
      if (same(names.get(i), b, from, to)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Equal but for the case of its Latin letters. */
  private static boolean same(byte[] name, byte[] b, int from, int to) {
    if (name.length != to - from) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      byte c = b[from + i];
      if (name[i] != (c >= 'A' && c <= 'Z' ? c + 32 : c) && name[i] != c) {
        return false;
      }
    }
    return true;
  }

  private static List<byte[]> names(String line) {
    return Stream.of(line.split(" ")).map(n -> n.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
