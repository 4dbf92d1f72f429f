package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.Servers;

/** Nodes inside instances on LXD. */
class LxdInnerNodeTest extends InnerNodeContract {
  LxdInnerNodeTest() {
    super(Servers.LXD);
  }
}
