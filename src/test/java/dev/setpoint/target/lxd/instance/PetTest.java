package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;
import org.junit.jupiter.api.Nested;

/** Pets are changed on both servers. */
class PetTest {
  @Nested
  class Lxd extends PetContract {
    Lxd() {
      super(Servers.LXD);
    }
  }

  @Nested
  class Incus extends PetContract {
    Incus() {
      super(Servers.INCUS);
    }
  }
}
