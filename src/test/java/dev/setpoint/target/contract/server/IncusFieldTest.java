package dev.setpoint.target.contract.server;

import dev.setpoint.target.lxd.Servers;

/** The fields of all kinds on Incus. */
class IncusFieldTest extends ServerFieldContract {
  IncusFieldTest() {
    super(Servers.INCUS);
  }
}
