package dev.setpoint.target.docker.api;

import java.net.InetAddress;

/**
 * A port of an engine's machine.
 *
 * @param address address that is listened on; empty for all of IP version 4
 * @param port number, never 0
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record HostPort(String address, int port, String protocol) {
  private static final String ALL_OF_VERSION_6 = normal("::");

  public HostPort {
    address = address.equals("0.0.0.0") ? "" : normal(address);
  }

  /** Whether only one can listen on both. */
  public boolean overlaps(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && isVersion6() == other.isVersion6()
        && (isAll() || other.isAll() || address.equals(other.address));
  }

  private boolean isAll() {
    return address.isEmpty() || address.equals(ALL_OF_VERSION_6);
  }

  /** Whether it is an address of IP version 6. */
  public boolean isVersion6() {
    return address.indexOf(':') >= 0;
  }

  private static String normal(String text) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return text;
    }
  }

  /** As people write it: {@code 127.0.0.1:8080/tcp}. */
  @Override
  public String toString() {
    String shown = isVersion6() ? "[" + address + "]" : address;
    return (address.isEmpty() ? "" : shown + ":") + port + "/" + protocol;
  }
}
