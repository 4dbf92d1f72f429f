package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Pets are changed on Incus. */
class IncusPetTest extends PetContract {
  IncusPetTest() {
    super(Servers.INCUS);
  }
}
