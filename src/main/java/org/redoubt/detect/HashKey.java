package org.redoubt.detect;

/**
 * The secret that makes the places in our tables unguessable, so that nobody can choose names or
 * addresses that collide. The hash is SipHash-1-3 (Aumasson and Bernstein, 2012).
 *
 * @param k0 random bits, made once for each installation and kept
 * @param k1 more of them
 */
public record HashKey(long k0, long k1) {

  /** The hash of two numbers; never 0. */
  public long of(long a, long b) {
    State state = new State(k0, k1);
    state.take(a);
    state.take(b);
    return state.finish(16);
  }

  /** The hash of a text; never 0. */
  public long of(CharSequence text) {
    State state = new State(k0, k1);
    int length = text.length();
    long block = 0;
    for (int i = 0; i < length; i++) {
      block = block << 16 | text.charAt(i);
      if ((i & 3) == 3) {
        state.take(block);
        block = 0;
      }
    }
    state.take(block);
    return state.finish(length);
  }

  @Override
  public String toString() {
    return "HashKey[secret]";
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void take(long block) {
      v3 ^= block;
      round();
      v0 ^= block;
    }

    long finish(long length) {
      take(length << 56 | length);
      v2 ^= 0xff;
      round();
      round();
      round();
      long hash = v0 ^ v1 ^ v2 ^ v3;
      return hash == 0 ? 1 : hash;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
