package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Instances are replaced on Incus. */
class IncusSwapTest extends SwapContract {
  IncusSwapTest() {
    super(Servers.INCUS);
  }
}
