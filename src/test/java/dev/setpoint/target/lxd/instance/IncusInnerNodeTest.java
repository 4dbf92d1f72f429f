package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Nodes inside instances on Incus. */
class IncusInnerNodeTest extends InnerNodeContract {
  IncusInnerNodeTest() {
    super(Servers.INCUS);
  }
}
