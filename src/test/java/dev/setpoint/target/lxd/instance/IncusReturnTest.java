package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Former instances come back on Incus. */
class IncusReturnTest extends ReturnContract {
  IncusReturnTest() {
    super(Servers.INCUS);
  }
}
