package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Pets are changed on LXD. */
class LxdPetTest extends PetContract {
  LxdPetTest() {
    super(Servers.LXD);
  }
}
