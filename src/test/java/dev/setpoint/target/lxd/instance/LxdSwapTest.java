package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Instances are replaced on LXD. */
class LxdSwapTest extends SwapContract {
  LxdSwapTest() {
    super(Servers.LXD);
  }
}
