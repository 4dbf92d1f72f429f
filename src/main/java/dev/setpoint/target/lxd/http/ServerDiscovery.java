package dev.setpoint.target.lxd.http;

import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.ServerLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for LXD and Incus where their sockets usually are: below {@code LXD_DIR} and {@code
 * INCUS_DIR}, of the distributions' packages, and of the snap. Asks each once, with short limits.
 */
public final class ServerDiscovery {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String SOCKET = "unix.socket";

  private final Map<String, String> environment;
  private final Path root;

  /** Looks in the environment of this process and in the real file system. */
  public ServerDiscovery() {
    this(System.getenv(), Path.of("/"));
  }

  ServerDiscovery(Map<String, String> environment, Path root) {
    this.environment = Map.copyOf(environment);
    this.root = root;
  }

  /**
   * A server.
   *
   * @param name {@code lxd} or {@code incus}
   */
  public record Found(String name, ServerAddress.Unix address) {}

  /** Servers found, LXD before Incus; one per socket. */
  public List<Found> find() {
    var found = new LinkedHashMap<Path, Found>();
    add(found, "lxd", below("LXD_DIR"));
    add(found, "lxd", root.resolve("var/lib/lxd").resolve(SOCKET));
    add(found, "lxd", root.resolve("var/snap/lxd/common/lxd").resolve(SOCKET));
    add(found, "incus", below("INCUS_DIR"));
    add(found, "incus", root.resolve("var/lib/incus").resolve(SOCKET));
    return List.copyOf(found.values());
  }

  private Path below(String variable) {
    String directory = environment.getOrDefault(variable, "");
    return directory.startsWith("/") ? Path.of(directory, SOCKET) : root.resolve("nowhere");
  }

  private static void add(Map<Path, Found> found, String name, Path socket) {
    try {
      if (Files.exists(socket)) {
        Path real = socket.toRealPath();
        found.computeIfAbsent(real, _ -> asked(name, new ServerAddress.Unix(real)));
      }
    } catch (IOException gone) {
      // it went away between two looks: not found
    }
  }

  /** One that does not answer now is what its place says. */
  private static Found asked(String name, ServerAddress.Unix address) {
    var usual = ServerLimits.standard();
    var limits =
        new ServerLimits(
            PATIENCE, PATIENCE, PATIENCE, PATIENCE, usual.answerBytes(), 0, 0, usual.events());
    try (var server = new HttpServer(address, limits)) {
      ServerInfo.Product product = server.info().product();
      return new Found(product.word().toLowerCase(Locale.ROOT), address);
    } catch (LxdException e) {
      return new Found(name, address);
    }
  }
}
