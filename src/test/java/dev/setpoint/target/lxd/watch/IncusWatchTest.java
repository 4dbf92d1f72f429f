package dev.setpoint.target.lxd.watch;

import dev.setpoint.target.lxd.Servers;

/** The watch on Incus. */
class IncusWatchTest extends WatchContract {
  IncusWatchTest() {
    super(Servers.INCUS);
  }
}
