package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;
import org.junit.jupiter.api.Nested;

/** Instances are reset on both servers. */
class ResetTest {
  @Nested
  class Lxd extends ResetContract {
    Lxd() {
      super(Servers.LXD);
    }
  }

  @Nested
  class Incus extends ResetContract {
    Incus() {
      super(Servers.INCUS);
    }
  }
}
