package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;
import org.junit.jupiter.api.Nested;

/** Instances are replaced on both servers. */
class SwapTest {
  @Nested
  class Lxd extends SwapContract {
    Lxd() {
      super(Servers.LXD);
    }
  }

  @Nested
  class Incus extends SwapContract {
    Incus() {
      super(Servers.INCUS);
    }
  }
}
