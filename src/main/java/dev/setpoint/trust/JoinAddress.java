package dev.setpoint.trust;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where agents reach a controller; only such addresses ever stand in a command or a unit. */
public final class JoinAddress {
  private static final Pattern FORM =
      Pattern.compile(
          "https://([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9a-fA-F:.]{2,45}])(:[0-9]{1,5})?");

  private JoinAddress() {}

  /** Reads {@code https://HOST[:PORT]}, nothing before or behind it. */
  public static Optional<URI> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(URI.create(text)) : Optional.empty();
  }

  /** The address of a host. */
  public static URI of(String host, int port) {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return parse("https://" + bracketed + ":" + port)
        .orElseThrow(
            () -> new IllegalArgumentException("not a host: use a DNS name or an address"));
  }

  static void require(URI address) {
    if (parse(address.toString()).isEmpty()) {
      throw new IllegalArgumentException("not the address of a controller");
    }
  }
}
