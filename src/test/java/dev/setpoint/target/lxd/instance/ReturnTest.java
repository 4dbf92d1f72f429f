package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;
import org.junit.jupiter.api.Nested;

/** Former instances come back on both servers. */
class ReturnTest {
  @Nested
  class Lxd extends ReturnContract {
    Lxd() {
      super(Servers.LXD);
    }
  }

  @Nested
  class Incus extends ReturnContract {
    Incus() {
      super(Servers.INCUS);
    }
  }
}
