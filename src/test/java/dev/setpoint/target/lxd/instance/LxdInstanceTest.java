package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Instances on LXD. */
class LxdInstanceTest extends InstanceContract {
  LxdInstanceTest() {
    super(Servers.LXD);
  }
}
