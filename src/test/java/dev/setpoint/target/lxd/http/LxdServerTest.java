package dev.setpoint.target.lxd.http;

import dev.setpoint.target.lxd.Servers;

/** The contract on LXD. */
class LxdServerTest extends ServerContract {
  LxdServerTest() {
    super(Servers.LXD);
  }
}
