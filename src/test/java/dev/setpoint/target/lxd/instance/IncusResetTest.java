package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Instances are reset on Incus. */
class IncusResetTest extends ResetContract {
  IncusResetTest() {
    super(Servers.INCUS);
  }
}
