package dev.setpoint.adopt;

import dev.setpoint.target.lxd.Servers;

/** Adoption from this server. */
class LxdAdoptionTest extends ServerAdoptionContract {
  LxdAdoptionTest() {
    super(Servers.LXD);
  }
}
