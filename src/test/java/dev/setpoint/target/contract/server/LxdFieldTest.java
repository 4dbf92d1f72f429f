package dev.setpoint.target.contract.server;

import dev.setpoint.target.lxd.Servers;

/** The fields of all kinds on LXD. */
class LxdFieldTest extends ServerFieldContract {
  LxdFieldTest() {
    super(Servers.LXD);
  }
}
