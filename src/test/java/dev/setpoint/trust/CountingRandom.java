package dev.setpoint.trust;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes that count up, so that what is made of them can stand in a golden file. */
public final class CountingRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final AtomicInteger next = new AtomicInteger();

  @Override
  public void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) next.getAndIncrement();
    }
  }
}
