package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Instances on Incus. */
class IncusInstanceTest extends InstanceContract {
  IncusInstanceTest() {
    super(Servers.INCUS);
  }
}
