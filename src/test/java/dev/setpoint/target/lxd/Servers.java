package dev.setpoint.target.lxd;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.http.HttpServer;

/**
 * The real servers that {@code ./check} prepares. Each has the images {@code busybox}, {@code
 * busybox2} and {@code broken}, a pool {@code local} and a profile {@code default} with a disk and
 * a network interface.
 */
public enum Servers {
  LXD(TestEngine.LXD, Product.LXD),
  INCUS(TestEngine.INCUS, Product.INCUS);

  private final TestEngine engine;
  private final Product product;

  Servers(TestEngine engine, Product product) {
    this.engine = engine;
    this.product = product;
  }

  /** Which of the two it is. */
  public Product product() {
    return product;
  }

  /** Its socket; fails the test when nobody has prepared it. */
  public ServerAddress.Unix address() {
    return new ServerAddress.Unix(engine.socket());
  }

  /** Stops and starts it; instances go on meanwhile. */
  public void restart() throws InterruptedException {
    engine.restart();
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
