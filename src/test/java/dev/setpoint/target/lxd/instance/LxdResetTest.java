package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Instances are reset on LXD. */
class LxdResetTest extends ResetContract {
  LxdResetTest() {
    super(Servers.LXD);
  }
}
