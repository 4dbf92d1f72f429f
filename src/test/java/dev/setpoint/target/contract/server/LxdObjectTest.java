package dev.setpoint.target.contract.server;

import dev.setpoint.target.lxd.Servers;

/** The kinds of LXD. */
class LxdObjectTest extends ServerObjectContract {
  LxdObjectTest() {
    super(Servers.LXD);
  }
}
