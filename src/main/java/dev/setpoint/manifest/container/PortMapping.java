package dev.setpoint.manifest.container;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One published port, ranges already expanded: {@code "127.0.0.1:8080:80/tcp"}.
 *
 * @param hostAddress address of the host to listen on, or null for all
 * @param hostPort port on the host, or 0 for one of the engine's choice
 * @param containerPort port in the container
 * @param protocol transport
 */
public record PortMapping(
    @Nullable String hostAddress, int hostPort, int containerPort, Protocol protocol) {
  /** Transport of a port. */
  public enum Protocol {
    TCP,
    UDP,
    SCTP;

    /** The lower-case word that manifests and engines use. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
