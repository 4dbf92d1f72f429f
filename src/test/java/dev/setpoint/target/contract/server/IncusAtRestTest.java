package dev.setpoint.target.contract.server;

import dev.setpoint.target.lxd.Servers;

/** Many instances at rest on Incus. */
class IncusAtRestTest extends ServerAtRestContract {
  IncusAtRestTest() {
    super(Servers.INCUS);
  }
}
