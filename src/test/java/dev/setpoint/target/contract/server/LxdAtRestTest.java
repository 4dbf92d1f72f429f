package dev.setpoint.target.contract.server;

import dev.setpoint.target.lxd.Servers;

/** Many instances at rest on LXD. */
class LxdAtRestTest extends ServerAtRestContract {
  LxdAtRestTest() {
    super(Servers.LXD);
  }
}
