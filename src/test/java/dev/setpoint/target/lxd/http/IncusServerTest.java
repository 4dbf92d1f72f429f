package dev.setpoint.target.lxd.http;

import dev.setpoint.target.lxd.Servers;

/** The contract on Incus. */
class IncusServerTest extends ServerContract {
  IncusServerTest() {
    super(Servers.INCUS);
  }
}
