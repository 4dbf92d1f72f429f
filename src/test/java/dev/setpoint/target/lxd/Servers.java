package dev.setpoint.target.lxd;

import static org.assertj.core.api.Assertions.fail;

import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.http.HttpServer;
import java.nio.file.Path;

/**
 * The real servers that {@code ./check} prepares. Each has the images {@code busybox}, {@code
 * busybox2} and {@code broken}, a pool {@code local} and a profile {@code default} with a disk and
 * a network interface.
 */
public enum Servers {
  LXD("SETPOINT_TEST_LXD", Product.LXD),
  INCUS("SETPOINT_TEST_INCUS", Product.INCUS);

  private final String variable;
  private final Product product;

  Servers(String variable, Product product) {
    this.variable = variable;
    this.product = product;
  }

  /** Which of the two it is. */
  public Product product() {
    return product;
  }

  /** Its socket; fails the test when nobody has prepared it. */
  public ServerAddress.Unix address() {
    String socket = System.getenv(variable);
    if (socket == null || socket.isBlank()) {
      return fail(variable + " is not set: run the tests with ./check, which starts the servers");
    }
    return new ServerAddress.Unix(Path.of(socket));
  }

  /** Its client. */
  public HttpServer server() {
    return server(ServerLimits.standard());
  }

  /** Its client with other limits. */
  public HttpServer server(ServerLimits limits) {
    return new HttpServer(address(), limits);
  }
}
