package org.redoubt.cli;

/** The program. */
public final class Redoubt {
  private Redoubt() {}

  public static void main(String[] args) {
    System.out.println("redoubt");
  }
}
