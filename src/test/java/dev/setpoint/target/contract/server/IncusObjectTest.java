package dev.setpoint.target.contract.server;

import dev.setpoint.target.lxd.Servers;

/** The kinds of Incus. */
class IncusObjectTest extends ServerObjectContract {
  IncusObjectTest() {
    super(Servers.INCUS);
  }
}
