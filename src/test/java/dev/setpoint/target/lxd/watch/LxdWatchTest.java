package dev.setpoint.target.lxd.watch;

import dev.setpoint.target.lxd.Servers;

/** The watch on LXD. */
class LxdWatchTest extends WatchContract {
  LxdWatchTest() {
    super(Servers.LXD);
  }
}
