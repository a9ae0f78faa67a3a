package org.redoubt.parse;

/** A template that cannot be used; {@link #column} counts from 0 in the template's text. */
final class TemplateException extends IllegalArgumentException {
  private final int column;

  TemplateException(int column, String why) {
    super(why);
    this.column = column;
  }

  int column() {
    return column;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
