package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Former instances come back on LXD. */
class LxdReturnTest extends ReturnContract {
  LxdReturnTest() {
    super(Servers.LXD);
  }
}
