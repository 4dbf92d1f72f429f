package dev.setpoint.adopt;

import dev.setpoint.target.lxd.Servers;

/** Adoption from this server. */
class IncusAdoptionTest extends ServerAdoptionContract {
  IncusAdoptionTest() {
    super(Servers.INCUS);
  }
}
