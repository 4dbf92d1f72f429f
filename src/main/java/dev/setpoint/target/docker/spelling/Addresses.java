package dev.setpoint.target.docker.spelling;

import java.net.InetAddress;

/** IP addresses in one spelling. */
public final class Addresses {
  private Addresses() {}

  /** The address in the JDK's spelling; a text that is none stays as it is. */
  public static String normal(String text) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return text;
    }
  }

  /** The address of a host to listen on; empty for all. */
  public static String listening(String text) {
    return text.equals("0.0.0.0") ? "" : text;
  }
}
